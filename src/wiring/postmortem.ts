import type { Catalog } from "../catalog/catalog.ts";
import type { Loaded } from "../flow/cache.ts";
import type { People } from "../flow/people.ts";
import type { Rules } from "../incident/rules.ts";
import { draftOf } from "../postmortem/draft.ts";
import { postmortemMarkdown } from "../postmortem/markdown.ts";
import type { DraftFacts } from "../postmortem/story.ts";
import { serviceFacts } from "./platform.ts";
import { speechOf } from "./speech.ts";

/** What the catalog adds to a draft. */
export function draftFactsFrom(catalog: Catalog, loaded: Loaded): DraftFacts {
  const services = loaded.incident.services.map((name) => {
    const { owner, runbook } = serviceFacts(catalog, name);
    return { name, owner: owner ?? null, runbook: runbook ?? null };
  });
  return { services, changes: [] };
}

/** The postmortem as it stands, as one Markdown file, its times in the zone given. */
export async function postmortemText(
  loaded: Loaded,
  parts: {
    readonly rules: Rules;
    readonly catalog: Catalog;
    readonly people: Pick<People, "names">;
    readonly zone: string;
  },
): Promise<string> {
  const { rules, catalog, people, zone } = parts;
  const draft = draftOf(loaded.events, rules, draftFactsFrom(catalog, loaded));
  if (draft === undefined) throw new Error(`${loaded.stream} is empty`);
  return postmortemMarkdown(
    draft,
    { head: loaded.chain, events: loaded.version },
    await speechOf(loaded, people, zone),
  );
}
