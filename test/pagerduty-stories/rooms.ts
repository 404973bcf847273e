import type { BotWorld } from "../bot-world.ts";

/** The rooms of the stories: those of the company, and one in which alerts wait for a decision. */
export const ROOMS = [
  { name: "general", members: ["ana", "bo", "cy", "dee", "eli", "fay", "pitwall"] },
  { name: "incidents", members: ["ana", "bo", "cy", "dee", "eli", "pitwall"] },
  { name: "incident-triage", members: ["ana", "eli", "pitwall"] },
];

/** Names of the channels that were opened for incidents, in the order in which they were. */
export function incidentChannels(world: BotWorld): readonly string[] {
  return [...world.slack.workspace.channels.values()]
    .map((channel) => channel.name)
    .filter((name) => name.startsWith("inc-"));
}

/** Everybody in a channel but the bot, by name. */
export function membersOf(world: BotWorld, channel: string): readonly string[] {
  const { channels, users } = world.slack.workspace;
  const found = [...channels.values()].find((one) => `#${one.name}` === channel);
  const names = [...(found?.members ?? [])].map((id) => users.get(id)?.name ?? id);
  return names.filter((name) => name !== "pitwall").sort();
}

/** The line of what was read that begins so, without what comes before it. */
export function lineOf(read: string, start: string): string {
  const line = read.split("\n").find((one) => one.trim().startsWith(start));
  return line?.trim() ?? `there is no line "${start}" in:\n${read}`;
}

/** What the card says of alerts and pages, without its punctuation. */
export function paged(read: string): string {
  return lineOf(read, "Paged").replaceAll(/[()]/g, "").replaceAll(": ", " ");
}
