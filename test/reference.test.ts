import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { commandReference } from "../tools/write-reference.ts";

it("documents exactly the commands that there are (npx node tools/write-reference.ts writes it)", () => {
  expect(readFileSync("docs/reference/commands.md", "utf8")).toBe(commandReference());
});
