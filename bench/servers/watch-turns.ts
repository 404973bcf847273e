import { monitorEventLoopDelay } from "node:perf_hooks";

/** Loaded before a program: measures its event loop from SIGUSR2 on, and says at its end what it found, in milliseconds. */
const RESOLUTION = 1;
const turns = monitorEventLoopDelay({ resolution: RESOLUTION });
turns.enable();
process.on("SIGUSR2", () => turns.reset());
process.on("exit", () => {
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION);
  const found = { p99: ms(turns.percentile(99)), p999: ms(turns.percentile(99.9)), max: ms(turns.max) };
  process.stderr.write(`turns ${JSON.stringify(found)}\n`);
});
