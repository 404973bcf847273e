import { readFileSync } from "node:fs";
import { isConfigProblems, problemLines } from "../config/problem.ts";
import { type BotConfig, type Config, type ConfigSource, readBotConfig, readConfig } from "../config.ts";
import { failed } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/** The configuration; its problems, all of them, end the command. */
export function settings({ env }: Pick<Terminal, "env">): Config {
  const config = readConfig({ env, readFile });
  if (isConfigProblems(config)) throw failed(...problemLines(config));
  return config;
}

/** The same for what cannot do without Slack. */
export function botSettings({ env }: Pick<Terminal, "env">): BotConfig {
  const config = readBotConfig({ env, readFile });
  if (isConfigProblems(config)) throw failed(...problemLines(config));
  return config;
}

export const readFile: ConfigSource["readFile"] = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
};
