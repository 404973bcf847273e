import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { probes } from "../../src/probe/probes.ts";
import { root } from "../../src/root.ts";
import { defaultSwitches } from "../../src/sandbox/slack/switches.ts";

const page = readFileSync(new URL("docs/unverified.md", root), "utf8");

/** The rows of a section's table, cell by cell, without its head. */
function rowsOf(section: string): readonly (readonly string[])[] {
  const [, text = ""] = page.split(`\n## ${section}\n`);
  const lines = (text.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(2).map((line) =>
    line
      .slice(2, -2)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

const slack = rowsOf("Slack");
const probeIn = (cell: string | undefined) => /^`([a-z-]+)`/.exec(cell ?? "")?.[1];

describe("docs/unverified.md", () => {
  test("says of each line about Slack by which probe it is tried, or why by none", () => {
    expect(slack.length).toBeGreaterThan(20);
    for (const row of slack) {
      expect(row, row[0]).toHaveLength(4);
      expect(row[3], row[0]).toMatch(/^(?:`[a-z-]+`(?:, with (?:a person|`--bursts`))?|by hand: .+)$/);
    }
  });

  test("has one line for each probe, and a probe for each that it names", () => {
    const named = slack.flatMap((row) => probeIn(row[3]) ?? []);
    expect([...named].sort()).toEqual(probes.map(({ name }) => name).sort());
  });

  test("says which probes need bursts or a person", () => {
    for (const { name, needs } of probes) {
      const cell = slack.find((row) => probeIn(row[3]) === name)?.[3];
      const said = { person: `\`${name}\`, with a person`, bursts: `\`${name}\`, with \`--bursts\`` };
      expect(cell).toBe(needs === undefined ? `\`${name}\`` : said[needs]);
    }
  });

  test("names each switch of the local Slack, and no other", () => {
    const { faults: _, deliveryFaults: __, ...switches } = defaultSwitches();
    const named = slack.flatMap((row) => /\[`(\w+)`\]/.exec(row[1] ?? "")?.[1] ?? []);
    expect(named.sort()).toEqual(Object.keys(switches).sort());
  });
});
