/** The first person mentioned: `<@U1|ana>` or `<@U1>`, as Slack writes them with `should_escape`. */
export function firstUser(text: string): string | undefined {
  return /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/.exec(text)?.[1];
}

/** The text without its mentions of people. */
export function withoutUsers(text: string): string {
  return text
    .replaceAll(/<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** What Slack escaped in text that it hands over, and what phones make of quotes and dashes. */
export function typed(text: string): string {
  return text
    .replaceAll(/<(https?:[^|>]+)\|([^>]+)>/g, "$2")
    .replaceAll(/<(https?:[^>]+)>/g, "$1")
    .replaceAll(/<#[CG][A-Z0-9]+\|([^>]*)>/g, "#$1")
    .replaceAll(/<!([a-z]+)(?:\|[^>]*)?>/g, "@$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/[\u201C\u201D\u201E]/g, '"')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .trim();
}
