import { once } from "node:events";
import { createServer } from "node:http";

/** Below the range from which the system takes ports for outgoing connections: nobody takes it while the bot is down. */
let next = 10_000 + (process.pid % 1_000) * 20;

/** A port that is free now and stays so between one life of the bot and the next. */
export async function lastingPort(): Promise<number> {
  for (;;) {
    next = next >= 32_000 ? 10_000 : next + 1;
    const port = next;
    if (await isFree(port)) return port;
  }
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
