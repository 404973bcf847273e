import type { Logger as SlackLogger } from "@slack/bolt";
import { hideSecrets, hideSecretsIn } from "./secrets.ts";
import type { Clock } from "./shared/time.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type LogData = Readonly<Record<string, unknown>>;

/** The message is constant, so that lines can be grouped and searched for; what differs stands in the data. */
export type Logger = Readonly<Record<LogLevel, (message: string, data?: LogData) => void>> & {
  /** A logger whose lines all carry these too: `incident`, `effect`, `delivery`. */
  child(ids: LogData): Logger;
};

export type LogOptions = {
  readonly level: LogLevel;
  readonly clock: Pick<Clock, "now">;
  /** Takes one line without its end. Left out: standard error, since standard output belongs to answers. */
  readonly write?: (line: string) => void;
};

/** One JSON object per line: `level`, `at`, `message`, the ids of its children, `data`. Secrets are hidden. */
export function createLog({ level, clock, write = toStandardError }: LogOptions): Logger {
  const lowest = LOG_LEVELS.indexOf(level);

  function withIds(ids: LogData): Logger {
    function at(lineLevel: LogLevel) {
      return (message: string, data?: LogData) => {
        if (LOG_LEVELS.indexOf(lineLevel) < lowest) return;
        const when = new Date(clock.now()).toISOString();
        write(JSON.stringify(hideSecretsIn({ level: lineLevel, at: when, message, ...ids, data })));
      };
    }
    return {
      debug: at("debug"),
      info: at("info"),
      warn: at("warn"),
      error: at("error"),
      child: (more) => withIds({ ...ids, ...more }),
    };
  }
  return withIds({});
}

/** Lets Slack's libraries write to our log: their levels are ours, their words become data. */
export function slackLog(log: Logger): SlackLogger {
  let name: string | undefined;
  let lowest: LogLevel = "debug";

  function at(level: LogLevel) {
    return (...said: unknown[]) => {
      if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(lowest)) return;
      log[level]("Slack's library said", { name, said: said.length === 1 ? said[0] : said });
    };
  }
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    setLevel: (level) => {
      lowest = LOG_LEVELS.find((known) => known === level) ?? lowest;
    },
    getLevel: () => lowest as ReturnType<SlackLogger["getLevel"]>,
    setName: (given) => {
      name = hideSecrets(given);
    },
  };
}

function toStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}
