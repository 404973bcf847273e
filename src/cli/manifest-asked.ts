import { readOptions } from "./args.ts";
import type { CommandNames, ManifestMode } from "./manifest.ts";
import { misused } from "./stop.ts";

export type ManifestAsked = {
  /** Undefined: the way that the configuration implies. */
  readonly mode: ManifestMode | undefined;
  readonly commands: CommandNames;
};

/** Reads `[--socket | --http URL] [--command /incident=/pit]…`. */
export function manifestAsked(args: readonly string[]): ManifestAsked {
  const { socket, http, command } = readOptions(args, {
    socket: { type: "boolean" },
    http: { type: "string" },
    command: { type: "string", multiple: true },
  });
  if (socket === true && http !== undefined) throw misused("choose one of --socket and --http.");
  if (http !== undefined && !/^https:\/\/[^\s/]+/.test(http))
    throw misused("--http takes the https:// address of this bot.");

  const commands: Record<string, string> = {};
  for (const pair of command ?? []) {
    const [, from, to] = /^(\/(?:incident|platform))=(\/[a-z0-9_-]{1,31})$/.exec(pair) ?? [];
    if (from === undefined || to === undefined)
      throw misused(`--command takes /incident=/other or /platform=/other, not ${pair}.`);
    commands[from] = to;
  }
  if (http !== undefined) return { mode: { mode: "http", url: http }, commands };
  return { mode: socket === true ? { mode: "socket" } : undefined, commands };
}
