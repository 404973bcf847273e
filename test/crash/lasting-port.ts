import { once } from "node:events";
import { createServer } from "node:http";

/** Below the range from which the system takes ports for outgoing connections: nobody takes it while the bot is down. */
const FIRST = 10_000;
/** Each process has so many of its own, which are more than are in use at once. */
const OWN = 20;
const first = FIRST + (process.pid % 1_000) * OWN;
const inUse = new Set<number>();

/** A port that is free now and stays so between one life of the bot and the next, until it is given back. */
export async function lastingPort(): Promise<{ readonly port: number; giveBack(): void }> {
  for (let port = first; port < first + OWN; port += 1) {
    if (inUse.has(port)) continue;
    inUse.add(port);
    if (await isFree(port)) return { port, giveBack: () => void inUse.delete(port) };
    inUse.delete(port);
  }
  throw new Error(`No port between ${first} and ${first + OWN - 1} is free`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const failed = once(server, "error").then(() => false);
  const listening = once(server, "listening").then(() => true);
  failed.catch(() => undefined);
  listening.catch(() => undefined);
  server.listen(port, "127.0.0.1");
  const free = await Promise.race([failed, listening]).catch(() => false);
  server.close();
  return free;
}
