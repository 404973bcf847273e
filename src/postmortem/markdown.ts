import type { Someone } from "../incident/event.ts";
import type { Instant } from "../shared/time.ts";
import { type Line, line, moment, user } from "../timeline/line.ts";
import { type DatedSpeech, datedOver, timelineMarkdown, timesIn } from "../timeline/markdown.ts";
import { inertBlock, inertText, markdownBlock, markdownLine } from "../timeline/markdown-text.ts";
import type { Cited } from "./cite.ts";
import type { Draft, DraftSection } from "./draft.ts";
import type { OpenQuestion } from "./question.ts";

/** The head of the incident's hash chain, and how many events it covers. */
export type RecordHead = { readonly head: string; readonly events: number };

/** As many citations as one reads after a sentence. */
const CITES = 3;

/** The draft as one Markdown file. Text from people and alerts is shown and does nothing. */
export function postmortemMarkdown(draft: Draft, record: RecordHead, speech: DatedSpeech): string {
  const dated = datedOver(
    [
      ...draft.timeline.map((entry) => entry.occurredAt),
      ...draft.sections.flatMap((section) => section.drawn.flatMap(({ text }) => timesIn(text))),
    ],
    speech,
  );
  const { ref, title } = draft.head;
  const blocks = [
    frontMatter(draft, record, speech),
    `# ${inertBlock(`${ref}: ${title}`)}`,
    ...draft.sections.flatMap((section) => sectionBlocks(section, draft, dated, speech)),
    "---",
    markdownBlock(
      line`Times are ${speech.zone}. A number such as #1 names an entry of the timeline. Record of ${record.events} events, head ${record.head}.`,
      speech,
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function frontMatter({ head, milestones }: Draft, record: RecordHead, speech: DatedSpeech): string {
  const date = (at: Instant | undefined | null) =>
    at === undefined || at === null ? null : `${speech.day(at)} ${speech.time(at)} ${speech.zone}`;
  const fields = {
    ref: head.ref,
    title: head.title,
    severity: head.severity,
    mode: head.mode,
    private: head.private,
    services: head.services,
    started: date(milestones.started?.at),
    detected: date(milestones.detected?.at),
    declared: date(milestones.declared?.at),
    acknowledged: date(milestones.acknowledged?.at),
    mitigated: date(milestones.mitigated?.at),
    resolved: date(milestones.resolved?.at),
    owner: head.owner === null ? null : speech.name(head.owner),
    due: head.due === null ? null : speech.day(head.due),
    record: record.head,
    events: record.events,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${yamlValue(value)}`);
  return ["---", ...lines, "---"].join("\n");
}

/** JSON is YAML and quotes what could be anything else. What HTML or a terminal could act on is escaped as well. */
function yamlValue(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sectionBlocks(
  section: DraftSection,
  draft: Draft,
  dated: DatedSpeech,
  speech: DatedSpeech,
): readonly string[] {
  const questions = draft.questions.filter((question) => question.section === section.id);
  const blocks = [`## ${section.title}`, ...ownBlocks(section, draft, dated, speech)];
  for (const { text, by } of section.answers) blocks.push(`${inertText(text)} — ${markdownLine(by, dated)}`);
  if (questions.length > 0) blocks.push(questions.map((question) => `- ${sayQuestion(question, dated)}`).join("\n"));
  return blocks.length === 1 ? [...blocks, "Left empty."] : blocks;
}

function ownBlocks(section: DraftSection, draft: Draft, dated: DatedSpeech, speech: DatedSpeech): readonly string[] {
  if (section.written !== null) return section.written.text.trim() === "" ? [] : [inertText(section.written.text)];
  if (section.drawn.length === 0) return [];
  if (section.id === "timeline") return [timelineMarkdown(draft.timeline, speech)];
  return [section.drawn.map((sentence) => `- ${sayCited(sentence, dated)}`).join("\n")];
}

function sayCited({ text, cites }: Cited, speech: DatedSpeech): string {
  const said = markdownBlock(text, speech);
  if (cites.length === 0) return said;
  const shown = cites.slice(0, CITES).map(({ seq, at }) => `#${seq} ${markdownLine(moment(at), speech)}`);
  const more = cites.length > CITES ? ` and ${cites.length - CITES} more` : "";
  return `${said} (${shown.join(", ")}${more})`;
}

function sayQuestion({ text, ask, because }: OpenQuestion, speech: DatedSpeech): string {
  const asked = ask === null ? line`nobody is on record who may know` : line`ask ${nameOf(ask)}, who ${because}`;
  return `**Open:** ${markdownLine(text, speech)} (${markdownLine(asked, speech)})`;
}

function nameOf({ user: id, name }: Someone): Line {
  return id === null ? line`${name ?? ""}` : user(id);
}
