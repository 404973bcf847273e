import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readScenario } from "../../src/demo/scenario.ts";
import { root } from "../../src/root.ts";

const folder = new URL("examples/acme/scenarios/", root);

function withSteps(...steps: readonly string[]): string {
  const head = [
    "apiVersion: pitwall.dev/v1",
    "kind: Scenario",
    "title: x",
    "begins: 2026-11-23T13:02:00Z",
    "zone: UTC",
  ];
  return [...head, "steps:", ...steps.map((step) => `  - ${step}`)].join("\n");
}

function drill(...more: readonly string[]): string {
  return [
    withSteps('{ at: "0:00", alert: It burns, service: checkout }').replace("kind: Scenario", "kind: Drill\nsays: y"),
    "symptoms:",
    "  - { name: what changed, asked: [change], who: bo, answer: v412 }",
    "cause: { says: v412, words: [v412] }",
    ...more,
  ].join("\n");
}

test.each(readdirSync(folder))("%s can be read", (file) => {
  expect(readScenario(readFileSync(new URL(file, folder), "utf8"))).not.toHaveProperty("problems");
});

test("the drill that the documentation shows can be read", () => {
  const page = readFileSync(new URL("docs/how-to/rehearse-an-incident.md", root), "utf8");
  const [, shown = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(readScenario(shown)).toMatchObject({ title: "Search finds nothing", drill: {} });
});

test("a step is done at its time, by the word that names it", () => {
  const read = readScenario(withSteps('{ at: "1:30", who: ana, types: /incident lead, in: incident }'));

  expect(read).toMatchObject({
    begins: Date.UTC(2026, 10, 23, 13, 2),
    steps: [{ number: 1, after: 90_000, deed: { verb: "types", who: "ana", types: "/incident lead", in: "incident" } }],
    drill: undefined,
  });
});

test("a drill has what colleagues know, and the steps of its rehearsal go on counting", () => {
  const read = readScenario(
    drill("rehearsal:", '  - { at: "2:00", when: asked what changed, until: resolved, asks: What now? }'),
  );

  expect(read).toMatchObject({
    drill: {
      symptoms: [{ name: "what changed", after: 10_000, listed: true }],
      rehearsal: [{ number: 2, when: "asked what changed", until: "resolved", deed: { verb: "asks" } }],
    },
  });
});

test("a change says what it is about, and is one deed", () => {
  expect(readScenario(withSteps('{ at: "0:00", who: bo, changes: checkout v412, says: Faster. }'))).toMatchObject({
    steps: [{ deed: { verb: "changes", changes: "checkout v412", says: "Faster." } }],
  });
});

test.each([
  ['{ at: "0:00", who: ana, klicks: Join }', "line 7: step 1: has none of the words alert, storm, recovers"],
  ['{ at: "0:00", who: ana, klicks: Join }', "; did you mean clicks?"],
  [
    '{ at: "0:00", who: ana, types: /incident, says: hello, in: x }',
    "line 7: step 1: does two things at once: types and says",
  ],
  ['{ at: "0:00", clicks: Join }', "line 7: step 1: who: a text"],
  ['{ at: "0:00", who: ana, clicks: Join, where: here }', "line 7: step 1: the key where is not known"],
  ['{ at: "0:00", alert: x, servise: checkout }', "step 1: the key servise is not known, did you mean service?"],
  ["{ at: 7, waits: for nothing }", "line 7: steps 1: at: a time such as 4:30"],
  ['{ at: "0:75", waits: for nothing }', "line 7: steps 1: at: minutes and seconds, such as 4:30"],
  ['{ at: "0:00", when: soon, waits: x }', "steps 1: when: opened, mitigated, resolved or asked <symptom>"],
  ['{ at: "0:00", storm: 900, services: [checkout], titles: [x] }', "step 1: storm: at most 500"],
])("the step %s is not played: %s", (step, problem) => {
  expect(readScenario(withSteps(step))).toMatchObject({
    problems: expect.arrayContaining([expect.stringContaining(problem)]),
  });
});

test("each step that is wrong is told, with its line", () => {
  const read = readScenario(
    withSteps('{ at: "0:00", does: x }', '{ at: "0:10", waits: x }', '{ at: "0:20", does: y }'),
  );

  expect(read).toMatchObject({
    problems: [expect.stringMatching(/^line 7: step 1:/), expect.stringMatching(/^line 9: step 3:/)],
  });
});

test("what is no scenario is said to be none", () => {
  expect(readScenario("steps: [")).toMatchObject({ problems: [expect.stringMatching(/^line 1: /)] });
  expect(readScenario("just words")).toMatchObject({ problems: [expect.stringMatching(/^line 1: a mapping with/)] });
  expect(readScenario("a: 1\nkind: Component")).toEqual({ problems: ["line 2: kind: Scenario or Drill"] });
  expect(readScenario(withSteps('{ at: "0:00", waits: x }').replace("zone: UTC", "zone: Moon"))).toEqual({
    problems: ["line 5: zone: a time zone such as Europe/Berlin"],
  });
});

test("a text that YAML takes for a reference is to be put into quotes", () => {
  expect(readScenario(withSteps('{ at: "0:00", waits: x }').replace("title: x", "title: *important"))).toEqual({
    problems: ["line 3: *important refers to nothing: put a text that begins with * into quotes"],
  });
});

test("a scenario has no step that waits for a trainee, or asks in his place", () => {
  const steps = ['{ at: "0:00", when: opened, until: resolved, waits: x }', '{ at: "0:10", asks: What changed? }'];
  expect(readScenario(withSteps(...steps))).toEqual({
    problems: [
      "line 7: step 1: when: only in a drill",
      "line 7: step 1: until: only in a drill",
      "line 8: step 2: asks: only in a drill",
    ],
  });
});

test("an unknown key names the one that was meant", () => {
  expect(readScenario(`${drill()}\nherings: []`)).toEqual({
    problems: ["line 12: the key herings is not known, did you mean herrings?"],
  });
  expect(readScenario(drill().replace("answer: v412", "anwser: v412"))).toMatchObject({
    problems: [
      "line 10: symptoms 1: answer: a text",
      "line 10: symptoms 1: the key anwser is not known, did you mean answer?",
    ],
  });
});

test("a moment or a red herring that names no symptom is found where it stands", () => {
  const wrong = drill(
    "herrings:",
    "  - { name: the database, says: z, words: [db], followed: [fail over] }",
    "rehearsal:",
    '  - { at: "0:00", when: asked what changes, waits: x }',
  );
  expect(readScenario(wrong)).toEqual({
    problems: [
      'line 13: followed: no symptom is called "fail over"; there are what changed',
      'line 15: when: no symptom is called "what changes"; there are what changed',
    ],
  });
});
