import type { PageState } from "./state.ts";

/** Who writes what the page itself has to say, as Slack's own bot does. */
export const SLACKBOT = "USLACKBOT";

export function nameOf({ users }: Pick<PageState, "users">, id: string): string {
  if (id === SLACKBOT) return "Slackbot";
  const user = users[id];
  return user === undefined ? id : user.real_name || user.name;
}

/** "Ana", "Ana and Bo", "Ana, Bo and Cy" */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
