import { storable } from "../shared/json.ts";
import type { Bot } from "./bot.ts";

const MENTION = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g;

/** The first person mentioned: `<@U1|ana>` or `<@U1>`, as Slack writes them with `should_escape`. */
export function firstUser(text: string): string | undefined {
  return usersIn(text)[0];
}

/** The text without its mentions of people. */
export function withoutUsers(text: string): string {
  return text.replaceAll(MENTION, "").replaceAll(/\s+/g, " ").trim();
}

/** The text without its first mention of a person. */
export function withoutFirstUser(text: string): string {
  return text.replace(new RegExp(MENTION, ""), "").trim();
}

/** What a person wrote, as it is kept: people by the names they go by, since a name in a text must not ring anybody. */
export async function wordsIn(text: string, bot: Pick<Bot, "people">): Promise<string> {
  const users = usersIn(text);
  if (users.length === 0) return typed(text);
  const name = await bot.people.names(users);
  return typed(text.replaceAll(MENTION, (_mention, user: string) => `@${name(user)}`));
}

/** Undoes what Slack made of text that was typed (references, links, escapes), and what phones make of quotes. */
export function typed(text: string): string {
  return storable(text)
    .replaceAll(/<(https?:[^|>]+)\|([^>]+)>/g, (_link, url: string, label: string) => linked(url, label))
    .replaceAll(/<(https?:[^>]+)>/g, "$1")
    .replaceAll(/<(?:mailto|tel):[^|>]+\|([^>]+)>/g, "$1")
    .replaceAll(/<#([CG][A-Z0-9]+)(?:\|([^>]*))?>/g, (_channel, id: string, name?: string) => `#${name || id}`)
    .replaceAll(/<!(?:subteam|date)\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<!([a-z]+)(?:\|[^>]*)?>/g, "@$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/[\u201C\u201D\u201E]/g, '"')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .trim();
}

function usersIn(text: string): readonly string[] {
  return [...text.matchAll(MENTION)].flatMap(([, user]) => user ?? []);
}

/** Slack links a bare address by itself, labelled with the same; another label was somebody's own. */
function linked(url: string, label: string): string {
  return url.includes(label) ? label : `${label} (${url})`;
}
