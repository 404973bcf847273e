import { misused } from "./stop.ts";
import type { Command } from "./terminal.ts";

const SUBCOMMANDS = {
  list: async () => (await import("./incident/list.ts")).list,
  show: async () => (await import("./incident/show.ts")).show,
  timeline: async () => (await import("./incident/timeline.ts")).timeline,
  postmortem: async () => (await import("./incident/postmortem.ts")).postmortem,
  declare: async () => (await import("./incident/declare.ts")).declare,
  note: async () => (await import("./incident/note.ts")).note,
  status: async () => (await import("./incident/status.ts")).status,
  resolve: async () => (await import("./incident/resolve.ts")).resolve,
} satisfies Record<string, () => Promise<Command>>;

export const incident: Command = async (args, terminal) => {
  const [word, ...rest] = args;
  const found = Object.entries(SUBCOMMANDS).find(([name]) => name === word)?.[1];
  if (found === undefined) throw misused(word === undefined ? "say what to do." : `there is no incident ${word}.`);
  const subcommand = await found();
  return subcommand(rest, terminal);
};
