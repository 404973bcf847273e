import { expect, test } from "vitest";
import type { Status } from "../../src/incident/event.ts";
import { statusSays, statusTitle } from "../../src/incident/say.ts";

const statuses: readonly Status[] = ["triage", "investigating", "identified", "monitoring", "resolved", "cancelled"];

test("a status is written like a name", () => {
  expect(statuses.map(statusTitle)).toEqual([
    "Triage",
    "Investigating",
    "Identified",
    "Monitoring",
    "Resolved",
    "Cancelled",
  ]);
});

test("each status says something of its own", () => {
  const said = statuses.map(statusSays);
  expect(new Set(said).size).toBe(statuses.length);
  for (const sentence of said) expect(sentence).toMatch(/^[A-Z].*\.$/);
});
