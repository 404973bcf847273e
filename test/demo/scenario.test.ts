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

test.each(readdirSync(folder))("%s can be read", (file) => {
  expect(readScenario(readFileSync(new URL(file, folder), "utf8"))).not.toHaveProperty("problems");
});

test("a step is done at its time, by the word that names it", () => {
  const read = readScenario(withSteps('{ at: "1:30", who: ana, types: /incident lead, in: incident }'));

  expect(read).toMatchObject({
    begins: Date.UTC(2026, 10, 23, 13, 2),
    steps: [{ number: 1, after: 90_000, deed: { verb: "types", who: "ana", types: "/incident lead", in: "incident" } }],
  });
});

test.each([
  ['{ at: "0:00", who: ana, klicks: Join }', "step 1: has none of the words alert, recovers, acknowledges"],
  ['{ at: "0:00", who: ana, types: /incident, says: hello, in: x }', "step 1: does two things at once: types and says"],
  ['{ at: "0:00", clicks: Join }', "step 1: who: a text"],
  ['{ at: "0:00", who: ana, clicks: Join, where: here }', 'step 1: Unrecognized key: "where"'],
  ["{ at: 7, waits: for nothing }", "steps.0.at: a time such as 4:30"],
  ['{ at: "0:75", waits: for nothing }', "steps.0.at: minutes and seconds, such as 4:30"],
])("the step %s is not played", (step, problem) => {
  expect(readScenario(withSteps(step))).toMatchObject({ problems: [expect.stringContaining(problem)] });
});

test("each step that is wrong is told", () => {
  const read = readScenario(
    withSteps('{ at: "0:00", does: x }', '{ at: "0:10", waits: x }', '{ at: "0:20", does: y }'),
  );

  expect(read).toMatchObject({ problems: [expect.stringMatching(/^step 1:/), expect.stringMatching(/^step 3:/)] });
});

test("what is no scenario is said to be none", () => {
  expect(readScenario("steps: [")).toMatchObject({ problems: [expect.stringMatching(/at line 1/)] });
  expect(readScenario("kind: Component")).toMatchObject({
    problems: expect.arrayContaining([expect.stringMatching(/^kind: /), expect.stringMatching(/^steps: /)]),
  });
  expect(readScenario(withSteps('{ at: "0:00", waits: x }').replace("zone: UTC", "zone: Moon"))).toEqual({
    problems: ["zone: a time zone such as Europe/Berlin"],
  });
});
