import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { playHeadless } from "../../src/demo/headless.ts";
import { scenarioCalled } from "../../src/demo/library.ts";
import { isProblems } from "../../src/demo/scenario-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-drill-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Told = { readonly code: number; readonly said: string; readonly complaints: readonly string[] };

async function rehearsed(name: string): Promise<Told> {
  const scenario = scenarioCalled(name);
  if (isProblems(scenario)) throw new Error(scenario.problems.join("\n"));
  const said: string[] = [];
  const complaints: string[] = [];
  const code = await playHeadless(scenario, {
    name,
    port: 0,
    out: folder,
    say: (line) => void said.push(line),
    complain: (line) => void complaints.push(line),
  });
  return { code, said: said.join("\n"), complaints };
}

/** The lines of one part of the debrief. */
function part(said: string, heading: string): readonly string[] {
  const lines = said.slice(said.indexOf("Looking back:")).split("\n");
  const from = lines.indexOf(heading) + 1;
  return lines.slice(from, lines.indexOf("", from)).map((line) => line.trim());
}

test("the bad deploy is played by its rehearsal to a debrief in which nothing is left to be wished for", async () => {
  const { code, said, complaints } = await rehearsed("orders-stop");

  expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
  expect(said).toContain("fay: orders v318 at 10:50, delivery windows");
  expect(said).toContain('On "Which errors do we see?": All of them in POST /orders');
  expect(said).toContain("fay: Rolling back to v317.");
  expect(said).toContain("dee: Thank you, all of you.");
  expect(part(said, "How long it took")).toEqual([
    "10:57 First alert",
    "10:58 ana in command, 1 min after the first alert",
    "11:00 Severity set to SEV1, 3 min after the first alert",
    "11:05 Cause named, 8 min after the first alert",
    "11:06 Status Identified, 9 min after the first alert",
    "11:07 First update, 10 min after the first alert",
    "11:11 Nothing failed any more, 14 min after the first alert",
    "11:12 Mitigated, by the record, 15 min after the first alert",
    "11:18 Resolved, 21 min after the first alert",
  ]);
  expect(part(said, "What went well")).toContain("11:03 Gateway v77 was ruled out, on the record");
  expect(said).not.toContain("Worth another look");
  // Nothing that was to happen had it gone on comes after the end.
  expect(said).not.toContain("I have a partner on the phone");
  expect(readFileSync(join(folder, "postmortem.md"), "utf8")).toContain("# INC-1: Orders answers 5xx above 10 %");
});

test("the storm is one incident, and both red herrings are ruled out on the record", async () => {
  const { code, said, complaints } = await rehearsed("black-friday-storm");

  expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
  expect(said).not.toMatch(/#inc-2/);
  expect(said).toContain("6 % of CPU, no lock, no slow query");
  // Nobody was paged for the quiet one.
  expect(said).not.toMatch(/pitwall.*keys evicted before their time/);
  expect(part(said, "What went well")).toEqual(
    expect.arrayContaining([
      "18:02 The payments database was ruled out, on the record",
      "18:10 Checkout v431 was ruled out, on the record",
      "18:09 The cause was written down before it was mended",
      "18:09 Both updates came before they were due",
    ]),
  );
  expect(said).not.toContain("Worth another look");
  expect(said).not.toContain("Shall I take it back?");
});
