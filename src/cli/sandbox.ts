import { readOptions, readPort } from "./args.ts";
import type { Command } from "./terminal.ts";

export const sandbox: Command = async (args) => {
  const { port } = readOptions(args, { port: { type: "string" } });
  const options = { port: readPort(port) };
  const { runSandbox } = await import("../demo/command.ts");
  return runSandbox(options);
};
