import type { Config } from "../config.ts";
import { type ManifestMode, manifestFor, manifestText } from "./manifest.ts";
import { manifestAsked } from "./manifest-asked.ts";
import { settings } from "./settings.ts";
import { failed } from "./stop.ts";
import type { Command } from "./terminal.ts";

export const manifest: Command = async (args, terminal) => {
  const { mode, commands } = manifestAsked(args);
  await terminal.say(manifestText(manifestFor(mode ?? configured(settings(terminal)), commands)));
  return 0;
};

function configured({ slack, http }: Config): ManifestMode {
  if (slack?.mode !== "http") return { mode: "socket" };
  if (http.publicUrl !== undefined) return { mode: "http", url: http.publicUrl };
  throw failed(
    "Slack is set up for HTTP, and where it finds this bot is not known: set PUBLIC_URL, or give --http URL.",
  );
}
