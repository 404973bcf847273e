import { parseMrkdwn } from "../print/mrkdwn.ts";
import { richTextOf } from "../print/rich-text-of.ts";
import type { Workspace } from "./workspace.ts";

const NAME = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}._-]*[\p{L}\p{N}_])?`;
const PIECES = new RegExp(
  String.raw`(?<link>https?:\/\/[^\s<>]+)|(?<![\p{L}\p{N}_@#])@(?<person>${NAME})|(?<![\p{L}\p{N}_#])#(?<channel>${NAME})`,
  "gu",
);
const BROADCASTS: ReadonlySet<string> = new Set(["here", "channel", "everyone"]);

/** Slack counts characters, not UTF-16 units. */
export function codePoints(text: string): number {
  return Array.from(text).length;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What Slack makes of a mention a person typed; `named` adds the name, as in the text of slash commands. */
function mention(workspace: Workspace, name: string, named: boolean): string | undefined {
  if (BROADCASTS.has(name)) return `<!${name}>`;
  const wanted = name.toLowerCase();
  const group = [...workspace.usergroups.values()].find((each) => each.handle.toLowerCase() === wanted);
  if (group !== undefined) return named ? `<!subteam^${group.id}|@${group.handle}>` : `<!subteam^${group.id}>`;
  const user = [...workspace.users.values()].find(
    (each) => each.name.toLowerCase() === wanted || each.displayName.toLowerCase() === wanted,
  );
  if (user === undefined) return undefined;
  return named ? `<@${user.id}|${user.name}>` : `<@${user.id}>`;
}

/** Turns what a person types into Slack's markup: mentions, channels and links become references, the rest is escaped. */
export function markup(workspace: Workspace, typed: string, options: { named: boolean; escape: boolean }): string {
  const plain = options.escape ? escaped : (text: string) => text;
  let done = "";
  let from = 0;
  for (const match of typed.matchAll(PIECES)) {
    const { link, person, channel } = match.groups ?? {};
    const reference = referenceOf(workspace, { link, person, channel }, options.named);
    if (reference === undefined) continue;
    done += plain(typed.slice(from, match.index)) + reference;
    from = match.index + match[0].length;
  }
  return done + plain(typed.slice(from));
}

type Piece = {
  readonly link: string | undefined;
  readonly person: string | undefined;
  readonly channel: string | undefined;
};

function referenceOf(workspace: Workspace, { link, person, channel }: Piece, named: boolean): string | undefined {
  if (link !== undefined) return `<${link.replaceAll("&", "&amp;")}>`;
  if (person !== undefined) return mention(workspace, person, named);
  const found = [...workspace.channels.values()].find((each) => each.kind !== "im" && each.name === channel);
  return found === undefined ? undefined : `<#${found.id}|${found.name}>`;
}

/** The rich text that Slack puts beside the text of a message that a person wrote. */
export function richText(text: string): readonly unknown[] {
  const block = richTextOf(parseMrkdwn(text, { verbatim: true }));
  return [block.elements.length > 0 ? block : { ...block, elements: [{ type: "rich_text_section", elements: [] }] }];
}
