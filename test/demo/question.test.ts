import { expect, test } from "vitest";
import { scenarioCalled, scenarioNames } from "../../src/demo/library.ts";
import { hasWords, symptomAsked } from "../../src/demo/question.ts";
import { isProblems } from "../../src/demo/scenario-file.ts";

const symptoms = [
  { name: "what changed", asked: ["change", "deploy"] },
  { name: "database", asked: ["database", "connections"] },
  { name: "fail over", asked: ["fail over database", "failover"] },
];

test.each([
  ["What changed?", "what changed"],
  ["Who has DEPLOYED something?", "what changed"],
  ["how are the database's connections", "database"],
  ["please fail the database over now", "fail over"],
  ["fail-over!", undefined],
  ["who is hungry?", undefined],
  ["", undefined],
])("%j is meant for %s", (question, name) => {
  expect(symptomAsked(question, symptoms)?.name).toBe(name);
});

test("a phrase is found with its words in any order, a single word however it ends", () => {
  expect(hasWords("The cache for sessions evicts", ["session cache"])).toBe(true);
  expect(hasWords("The cache evicts", ["session cache"])).toBe(false);
  expect(hasWords("payments-db is full", ["payments db"])).toBe(true);
});

const drills = scenarioNames().flatMap((name) => {
  const scenario = scenarioCalled(name);
  return isProblems(scenario) || scenario.drill === undefined ? [] : [[name, scenario.drill] as const];
});

test.each(drills)("in %s each symptom is reached by its own name and by each of its phrases", (_, drill) => {
  const reached = drill.symptoms.flatMap((symptom) =>
    [symptom.name, ...symptom.asked].flatMap((question) => {
      const found = symptomAsked(question, drill.symptoms)?.name;
      return found === symptom.name ? [] : [`"${question}" of ${symptom.name} leads to ${found}`];
    }),
  );
  expect(reached).toEqual([]);
});
