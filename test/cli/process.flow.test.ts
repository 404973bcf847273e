import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { finished, pitwall } from "./pitwall.ts";

let folder: string;
let env: Readonly<Record<string, string>>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-process-"));
  env = { DATABASE_URL: `file:${folder}/pitwall.db`, CATALOG_PATH: "examples/acme" };
});
afterEach(() => rmSync(folder, { recursive: true }));

test("data goes to standard output alone", async () => {
  const { code, out, err } = await finished(pitwall(["ask", "who owns checkout?", "--json"], env));
  expect([code, err]).toEqual([0, ""]);
  expect(JSON.parse(out)).toMatchObject({ answerable: true });
});

test("a mistake goes to standard error alone, with exit code 2", async () => {
  const { code, out, err } = await finished(pitwall(["incident", "shwo"], env));
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("Usage: pitwall incident list");
});

test("each question on standard input is answered before the next one comes", async () => {
  const asking = pitwall(["ask", "--stdin", "--json"], env);
  const answers = () => asking.out().split("\n").length - 1;
  for (const [index, question] of ["who owns checkout?", "", "who owns search?"].entries()) {
    asking.process.stdin.write(`${question}\n`);
    while (answers() <= index) await new Promise((resolve) => asking.process.stdout.once("data", resolve));
  }
  expect(await finished(asking)).toMatchObject({ code: 0, err: "" });
  expect(answers()).toBe(3);
});

test("a reader that goes away is no failure", async () => {
  const asking = pitwall(["ask", "--stdin", "--json"], env);
  asking.process.stdout.destroy();
  asking.process.stdin.on("error", () => {});
  for (let count = 0; count < 200; count += 1) asking.process.stdin.write("who owns checkout?\n");
  expect(await finished(asking)).toMatchObject({ code: 0, err: "" });
});

test("two who declare at the same time get two numbers", async () => {
  const declared = await Promise.all(
    ["Slow search", "Slow cart"].map((title) => finished(pitwall(["incident", "declare", title, "sev4"], env))),
  );
  expect(declared.map(({ code }) => code)).toEqual([0, 0]);
  const refs = declared.map(({ out }) => out.split(" ")[0]).sort();
  expect(refs).toEqual(["INC-1", "INC-2"]);
  expect(await finished(pitwall(["verify"], env))).toMatchObject({ code: 0 });
});
