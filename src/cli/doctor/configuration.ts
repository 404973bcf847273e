import { type ConfigProblem, isConfigProblems } from "../../config/problem.ts";
import { type Config, type ConfigSource, readBotConfig, readConfig } from "../../config.ts";
import { broken, type Finding, ok } from "./finding.ts";

const NAME = "configuration";

/** The configuration as far as it can be read; without Slack's tokens all the rest can still be looked at. */
export function configurationFindings(source: ConfigSource): {
  readonly config: Config | undefined;
  readonly findings: readonly Finding[];
} {
  const config = readConfig(source);
  const forBot = readBotConfig(source);
  const findings = isConfigProblems(forBot)
    ? forBot.problems.map(findingOf)
    : [ok(NAME, "the environment and the file are well-formed")];
  return { config: isConfigProblems(config) ? undefined : config, findings };
}

function findingOf({ key, value, wrong, expected }: ConfigProblem): Finding {
  const given = value === undefined ? "" : `${value} `;
  return broken(NAME, `the bot does not start: ${key}: ${given}${wrong}`, `${key} takes ${expected}.`);
}
