import { parseArgs } from "node:util";
import type { CommandNames, ManifestMode } from "./manifest.ts";

export type ManifestAsked = { readonly mode: ManifestMode; readonly commands: CommandNames };

/** Reads `[--socket | --http URL] [--command /incident=/pit]…`; `configured` is the way that the configuration implies. */
export function manifestAsked(
  args: readonly string[],
  configured: ManifestMode,
): ManifestAsked | { readonly problem: string } {
  let given: ReturnType<typeof parsed>;
  try {
    given = parsed(args);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { socket, http, command } = given.values;
  if (socket === true && http !== undefined) return { problem: "Choose one of --socket and --http." };
  if (http !== undefined && !/^https:\/\/[^\s/]+/.test(http))
    return { problem: "--http takes the https:// address of this bot." };

  const commands: Record<string, string> = {};
  for (const pair of command ?? []) {
    const [, from, to] = /^(\/(?:incident|platform))=(\/[a-z0-9_-]{1,31})$/.exec(pair) ?? [];
    if (from === undefined || to === undefined)
      return { problem: `--command takes /incident=/other or /platform=/other, not ${pair}.` };
    commands[from] = to;
  }
  if (http !== undefined) return { mode: { mode: "http", url: http }, commands };
  return { mode: socket === true ? { mode: "socket" } : configured, commands };
}

function parsed(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      socket: { type: "boolean" },
      http: { type: "string" },
      command: { type: "string", multiple: true },
    },
  });
}
