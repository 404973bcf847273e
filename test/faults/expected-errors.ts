import type { BotWorld } from "../bot-world.ts";

/** Takes the errors that hold these words out of the bot's log and says how many there were: the rest fail the test. */
export function expectedErrors(world: BotWorld, words: string): number {
  const log = world.log as string[];
  const others = log.filter((line) => !(line.includes('"level":"error"') && line.includes(words)));
  const taken = log.length - others.length;
  log.splice(0, log.length, ...others);
  return taken;
}
