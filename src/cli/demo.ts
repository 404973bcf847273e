import { readOptions, readPort } from "./args.ts";
import type { Command } from "./terminal.ts";

export const demo: Command = async (args) => {
  const { headless, scenario, port, out } = readOptions(args, {
    headless: { type: "boolean" },
    scenario: { type: "string" },
    port: { type: "string" },
    out: { type: "string" },
  });
  const options = { headless: headless === true, scenario, port: readPort(port), out };
  const { runDemo } = await import("../demo/command.ts");
  return runDemo(options);
};
