import type {
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
} from "@slack/types";
import { storable } from "../shared/json.ts";
import type { Instant } from "../shared/time.ts";

/**
 * The one way by which text reaches Slack. What people and alerts wrote becomes `rich_text` or `plain_text` elements, which
 * Slack shows as they are: it can neither mention, format nor break a message. Only what stands in braces is more than text.
 */
export type Part =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  | { readonly user: string }
  | { readonly channel: string }
  | { readonly link: string; readonly text: string }
  | { readonly at: Instant; readonly as: DateFormat };

export type Line = readonly Part[];

/** Slack shows each reader these in his own zone. */
export type DateFormat = "time" | "day" | "day-time" | "ago";

/** What is sent: blocks for eyes, `text` for notifications and screen readers. */
export type Message = { readonly text: string; readonly blocks: readonly KnownBlock[] };

const FORMATS: Readonly<Record<DateFormat, string>> = {
  time: "{time}",
  day: "{date_short_pretty}",
  "day-time": "{date_short_pretty} {time}",
  ago: "{ago}",
};

/** Slack's limits, in code points. */
export const LIMITS = {
  header: 150,
  topic: 250,
  context: 2_000,
  rich: 3_000,
  fallback: 3_900,
  button: 75,
  option: 75,
  optionValue: 150,
} as const;

/** Lines of text as one block. Long text is cut; `/incident timeline` and the postmortem hold the whole. */
export function rich(...lines: readonly Line[]): RichTextBlock {
  const elements = lines.flatMap((line, index) => [
    ...(index === 0 ? [] : [{ type: "text" as const, text: "\n" }]),
    ...line.filter((part) => part !== "").map(element),
  ]);
  const said = merged(elements);
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: said.length === 0 ? [{ type: "text", text: NOTHING }] : said }],
  };
}

/** Somebody's own words, set apart. */
export function quote(text: string): RichTextBlock {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_quote", elements: [{ type: "text", text: shown(text, LIMITS.rich) }] }],
  };
}

/** Commands and output, in a fixed width. */
export function preformatted(text: string): RichTextBlock {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: shown(text, LIMITS.rich) }] }],
  };
}

export function header(text: string): HeaderBlock {
  return { type: "header", text: plain(text, LIMITS.header) };
}

/**
 * Small print. Context blocks hold no rich text: what is text alone goes as such, and beside parts of ours it is escaped
 * and its formatting characters are disarmed.
 */
export function context(...lines: readonly Line[]): ContextBlock {
  const isText = lines.every((line) => line.every((part) => typeof part === "string"));
  if (isText)
    return { type: "context", elements: [plain(lines.map((line) => line.join("")).join("\n"), LIMITS.context)] };
  const text = cut(lines.map((line) => line.map(mrkdwnPart).join("")).join("\n"), LIMITS.context);
  return { type: "context", elements: [mrkdwn(text)] };
}

export function plain(text: string, max: number): PlainTextElement {
  return { type: "plain_text", text: shown(text, max), emoji: false };
}

/** The sentence that notifications and screen readers get; never formatted, never a broadcast. */
export function spoken(...lines: readonly Line[]): string {
  const text = lines.map((line) => line.map(spokenPart).join("")).join("\n");
  return text.trim() === "" ? "Pitwall" : cut(text, LIMITS.fallback);
}

/** Whoever did it: a Slack user as a mention that each reader sees by name, others by their name elsewhere. */
export function actorPart(actor: string): Part {
  if (actor.startsWith("slack:")) return { user: actor.slice("slack:".length) };
  if (actor === "pitwall") return "Pitwall";
  return actor.startsWith("cli:") ? `${actor.slice("cli:".length)} (command line)` : "PagerDuty";
}

/** A line of the timeline, whose parts name themselves. */
export function told(line: readonly ToldPart[]): Line {
  return line.map((part): Part => {
    if (part.kind === "text") return part.text;
    return part.kind === "user" ? { user: part.user } : { at: part.at, as: "time" };
  });
}
type ToldPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "user"; readonly user: string }
  | { readonly kind: "time"; readonly at: Instant };

/** A sentence of our own: `code` between backticks and <@U1> as a person. Never for text from outside. */
export function sentence(text: string): Line {
  return text.split(/(`[^`]+`|<@[UW][A-Z0-9]+>)/).flatMap((piece): readonly Part[] => {
    if (piece === "") return [];
    if (piece.startsWith("`")) return [{ code: piece.slice(1, -1) }];
    return piece.startsWith("<@") ? [{ user: piece.slice(2, -1) }] : [piece];
  });
}

/** A message of these lines and nothing else. */
export function say(...lines: readonly Line[]): Message {
  return { text: spoken(...lines), blocks: [rich(...lines)] };
}

/** For a channel's topic, which knows no formatting. Whether it would read `<!channel>` as more than text nobody could verify. */
export function topicText(text: string): string {
  const plainly = text.replaceAll("<", "‹").replaceAll(">", "›").replaceAll(/\s+/g, " ");
  return shown(plainly, LIMITS.topic);
}

/** "1 customer", "2 customers". */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** As a sentence, where whoever wrote it left out the full stop. */
export function withStop(text: string): string {
  return /[.!?…][)"'”’]?$/.test(text.trimEnd()) ? text : `${text}.`;
}

/** To stand before a dot in the middle of a line, which parts as well as a full stop does. */
export function withoutStop(text: string): string {
  return text.replace(/(?<!\.)\.$/, "");
}

/** Cuts to a length in code points, with an ellipsis where something is missing. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const points = [...text];
  return points.length <= max ? text : `${points.slice(0, max - 1).join("")}…`;
}

function mrkdwn(text: string): MrkdwnElement {
  return { type: "mrkdwn", text: text.trim() === "" ? NOTHING : text, verbatim: true };
}

/** Stands for words that are not there: Slack refuses empty text. */
const NOTHING = "—";

function shown(text: string, max: number): string {
  const clean = storable(text);
  return cut(clean.trim() === "" ? NOTHING : clean, max);
}

/** Between other parts a single blank is text. */
function shownWithin(text: string): string {
  return cut(storable(text), LIMITS.rich) || NOTHING;
}

function element(part: Part): RichTextElement {
  if (typeof part === "string") return { type: "text", text: shownWithin(part) };
  if ("bold" in part) return { type: "text", text: shown(part.bold, LIMITS.rich), style: { bold: true } };
  if ("code" in part) return { type: "text", text: shown(part.code, LIMITS.rich), style: { code: true } };
  if ("user" in part) return { type: "user", user_id: part.user };
  if ("channel" in part) return { type: "channel", channel_id: part.channel };
  if ("link" in part) {
    if (!isAddress(part.link)) return { type: "text", text: shown(withAddress(part), LIMITS.rich) };
    return { type: "link", url: part.link, text: shown(part.text, LIMITS.rich) };
  }
  return {
    type: "date",
    timestamp: seconds(part.at),
    format: FORMATS[part.as],
    fallback: utc(part.at),
  } as RichTextElement;
}

/** Neighbouring plain texts as one element. */
function merged(elements: readonly RichTextElement[]): RichTextElement[] {
  const result: RichTextElement[] = [];
  for (const one of elements) {
    const last = result.at(-1);
    if (last?.type === "text" && one.type === "text" && last.style === undefined && one.style === undefined) {
      result[result.length - 1] = { type: "text", text: last.text + one.text };
    } else result.push(one);
  }
  return result;
}

function mrkdwnPart(part: Part): string {
  if (typeof part === "string") return disarmed(part);
  if ("bold" in part) return `*${disarmed(part.bold)}*`;
  if ("code" in part) return `\`${escaped(part.code).replaceAll("`", "ˋ")}\``;
  if ("user" in part) return `<@${part.user}>`;
  if ("channel" in part) return `<#${part.channel}>`;
  if ("link" in part && !isAddress(part.link)) return disarmed(withAddress(part));
  if ("link" in part)
    return `<${escaped(part.link).replaceAll("|", "%7C")}|${disarmed(part.text).replaceAll("|", "¦")}>`;
  return `<!date^${seconds(part.at)}^${FORMATS[part.as]}|${utc(part.at)}>`;
}

function spokenPart(part: Part): string {
  if (typeof part === "string") return disarmed(part);
  if ("bold" in part) return disarmed(part.bold);
  if ("code" in part) return disarmed(part.code);
  if ("link" in part) return disarmed(part.text);
  return mrkdwnPart(part);
}

function escaped(text: string): string {
  return storable(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * Looks almost the same and means nothing to Slack. A mark that could begin a format gets a hair space, since formats
 * begin with none; code would begin all the same, so its mark is another character. Names, emoji and quotes get a word joiner.
 */
function disarmed(text: string): string {
  return escaped(text)
    .replaceAll(/(?<![A-Za-z0-9])[*_~]/g, "$&\u200A")
    .replaceAll("`", "ˋ")
    .replaceAll(/[@#]|:(?=[^\s:]+:)/g, "$&\u2060")
    .replaceAll(/^&gt;/gm, "\u2060$&");
}

/** Slack refuses a whole message for one link that leads nowhere, and takes `!channel` for everybody. */
function isAddress(link: string): boolean {
  return link.length <= LIMITS.rich && /^(?:https?:\/\/|mailto:)[^\s\p{C}]+$/iu.test(link);
}

function withAddress(part: { readonly link: string; readonly text: string }): string {
  return part.text === part.link ? part.text : `${part.text} (${part.link})`;
}

function seconds(at: Instant): number {
  return Math.floor(at / 1000);
}

/** For clients that cannot show a date: "22 14:05 UTC" would be ambiguous, so the whole. */
function utc(at: Instant): string {
  const minutes = Math.floor(at / 60_000);
  const days = Math.floor(minutes / 1440);
  const { year, month, day } = civil(days);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(Math.floor((minutes % 1440) / 60))}:${two(minutes % 60)} UTC`;
}

/** Days since 1970 as a date, by Howard Hinnant's algorithm: pure folders have no Date. */
function civil(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}
