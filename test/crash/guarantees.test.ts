import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { root } from "../../src/root.ts";
import { MAY_DIFFER } from "./may-differ.ts";

it("what the crash points may differ in is what operators are told", () => {
  const told = readFileSync(new URL("docs/explanation/guarantees.md", root), "utf8");
  const section = told.split("## What may look different")[1]?.split("\n## ")[0] ?? "";
  const listed = [...section.matchAll(/^- \*\*(.+?)\.\*\*/gm)].map((found) => found[1]);
  expect(listed).toEqual(Object.keys(MAY_DIFFER));
});
