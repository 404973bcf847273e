import { expect, test } from "vitest";
import { oneAtATime } from "../../src/flow/one-at-a-time.ts";

function task(log: string[], name: string, turns = 3): () => Promise<string> {
  return async () => {
    log.push(`${name} begins`);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    log.push(`${name} ends`);
    return name;
  };
}

test("tasks of one key run one after the other, in order of asking", async () => {
  const turn = oneAtATime();
  const log: string[] = [];
  const results = await Promise.all([
    turn("a", task(log, "1", 9)),
    turn("a", task(log, "2")),
    turn("a", task(log, "3")),
  ]);
  expect(results).toEqual(["1", "2", "3"]);
  expect(log).toEqual(["1 begins", "1 ends", "2 begins", "2 ends", "3 begins", "3 ends"]);
});

test("tasks of different keys run side by side", async () => {
  const turn = oneAtATime();
  const log: string[] = [];
  await Promise.all([turn("a", task(log, "slow", 9)), turn("b", task(log, "quick"))]);
  expect(log).toEqual(["slow begins", "quick begins", "quick ends", "slow ends"]);
});

test("one that fails fails alone", async () => {
  const turn = oneAtATime();
  const failing = turn("a", () => Promise.reject(new Error("no")));
  const next = turn("a", async () => "fine");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("fine");
});
