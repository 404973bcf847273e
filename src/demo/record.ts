import { loadCatalog } from "../files/load-catalog.ts";
import { flowOver } from "../flow/flow.ts";
import { OPERATOR } from "../flow/look-up.ts";
import { peopleOver } from "../flow/people.ts";
import { openLedger } from "../ledger/open.ts";
import { entriesOf } from "../timeline/entry.ts";
import { timelineMarkdown } from "../timeline/markdown.ts";
import { postmortemText } from "../wiring/postmortem.ts";
import { speechOf } from "../wiring/speech.ts";
import type { Stage } from "./stage.ts";

/** What is on record after the bot has stopped: read from its database, as the command line does. */
export type Written = {
  readonly events: number;
  /** What is wrong with the record, a sentence each. */
  readonly faults: readonly string[];
  /** The last incident as files, by name; none where none was opened. */
  readonly files: Readonly<Record<string, string>>;
};

export async function readRecord({ config, world }: Stage): Promise<Written> {
  const { clock } = world;
  const ledger = await openLedger(config.databaseUrl);
  try {
    const faults = (await ledger.verify()).map((fault) => `The record is broken: ${JSON.stringify(fault)}`);
    const { lookUp } = flowOver({ ledger, rules: config.rules, clock, random: () => 0, mask: (text) => text });
    const [row] = await lookUp.recent(OPERATOR, 1);
    const loaded = row === undefined ? undefined : await lookUp.byStream(row.stream, OPERATOR);
    if (loaded === undefined) return { events: 0, faults, files: {} };
    const nobody = async () => undefined;
    const people = peopleOver(ledger, clock, nobody, nobody);
    const catalog = await loadCatalog(config.catalogPaths);
    const { ref, title } = loaded.incident;
    const timeline = timelineMarkdown(
      entriesOf(loaded.events),
      await speechOf(loaded, people, config.workspace.timezone),
    );
    const files = {
      "postmortem.md": await postmortemText(loaded, {
        rules: config.rules,
        catalog,
        people,
        zone: config.workspace.timezone,
      }),
      "timeline.md": `# ${ref}: ${title}\n\n${timeline}\n`,
    };
    return { events: loaded.version, faults, files };
  } finally {
    await ledger.close();
  }
}
