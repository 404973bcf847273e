import { loadCatalog } from "../../files/load-catalog.ts";
import type { Loaded } from "../../flow/cache.ts";
import type { Rules } from "../../incident/rules.ts";
import { draftOf, sectionText } from "../../postmortem/draft.ts";
import type { DraftFacts } from "../../postmortem/story.ts";
import { entryJson } from "../../timeline/entry.ts";
import { sayLine } from "../../timeline/line.ts";
import type { DatedSpeech } from "../../timeline/markdown.ts";
import { draftFactsFrom, postmortemText } from "../../wiring/postmortem.ts";
import { isoOf, speechOf } from "../../wiring/speech.ts";
import { atDesk, incidentNamed } from "../desk.ts";
import { type Command, sayJson } from "../terminal.ts";
import { readAsked } from "./asked.ts";

export const postmortem: Command = async (args, terminal) => {
  const { ref, form } = readAsked(args);
  return atDesk(terminal, async (desk) => {
    const loaded = await incidentNamed(ref, desk);
    const { people, config } = desk;
    const { rules, catalogPaths } = config;
    const zone = config.workspace.timezone;
    const catalog = await loadCatalog(catalogPaths);
    if (form === "json") {
      const facts = draftFactsFrom(catalog, loaded);
      await sayJson(terminal, draftJson(loaded, rules, facts, await speechOf(loaded, people, zone)));
    } else await terminal.say(await postmortemText(loaded, { rules, catalog, people, zone }));
    return 0;
  });
};

/** The draft as data: what a tracker or a wiki of one's own can be filled from. */
function draftJson(loaded: Loaded, rules: Rules, facts: DraftFacts, speech: DatedSpeech) {
  const draft = draftOf(loaded.events, rules, facts);
  if (draft === undefined) throw new Error(`${loaded.stream} is empty`);
  const { owner, due, ...head } = draft.head;
  return {
    ...head,
    owner,
    due: due === null ? null : isoOf(due),
    milestones: Object.fromEntries(
      Object.entries(draft.milestones).map(([milestone, { at, source }]) => [milestone, { at: isoOf(at), source }]),
    ),
    sections: draft.sections.map((section) => ({
      id: section.id,
      title: section.title,
      from: section.from,
      text: sectionText(section, speech),
    })),
    questions: draft.questions.map(({ id, section, text, ask, because }) => {
      return { id, section, text: sayLine(text, speech), ask, because };
    }),
    timeline: draft.timeline.map((entry) => entryJson(entry, speech, isoOf)),
    record: { head: loaded.chain, events: loaded.version },
  };
}
