import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { nearest } from "../config/nearest.ts";
import { misused } from "./stop.ts";

/** Reads options wherever they stand, and what stands beside them; anything unknown ends the command. */
export function readArgs<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  const config = { args: [...args], options, allowPositionals: true, strict: true } as const satisfies ParseArgsConfig;
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw misused(whatIsWrong(error.message, Object.keys(options)));
  }
}

/** For a command that takes options alone. */
export function readOptions<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  const { values, positionals } = readArgs(args, options);
  if (positionals.length > 0) throw misused(`${JSON.stringify(positionals[0])} is not expected here.`);
  return values;
}

/** A port as people write it; 0 is any that is free. */
export function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw misused(`--port takes a number from 0 to 65535.`);
  return Number(text);
}

/** Node's own sentence goes on about what nobody asked. */
function whatIsWrong(sentence: string, known: readonly string[]): string {
  const unknown = /^Unknown option '(-+)([^']*)'/.exec(sentence);
  if (unknown === null) return `${sentence.split(/\.\s|\n/)[0]?.replace(/\.$/, "")}.`;
  const [, dashes = "--", word = ""] = unknown;
  const meant = nearest(word, known);
  return `there is no option ${dashes}${word}.${meant === undefined ? "" : ` Did you mean --${meant}?`}`;
}
