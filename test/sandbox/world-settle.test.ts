import { expect, onTestFinished, test } from "vitest";
import { createWorld } from "../../src/sandbox/world.ts";

async function world(patience = 10_000) {
  const made = await createWorld({ patience });
  onTestFinished(() => made.stop());
  return made;
}

test("settling lets time pass from one sleeper to the next, as far as was said", async () => {
  const { clock, settle } = await world();
  const start = clock.now();
  const woken: number[] = [];
  for (const nap of [10_000, 50_000, 90_000]) void clock.sleep(nap).then(() => woken.push(clock.now() - start));
  await settle();
  expect(woken).toEqual([10_000, 50_000]);
  expect(clock.now() - start).toBe(50_000);
  await settle({ upTo: 40_000 });
  expect(woken).toEqual([10_000, 50_000, 90_000]);
});

test("settling waits for whoever says to be at work, and lets no time pass meanwhile", async () => {
  const { clock, settle, waitFor } = await world();
  let working = true;
  waitFor(() => working);
  const start = clock.now();
  let wokenWhileWorking = false;
  void clock.sleep(1_000).then(() => {
    wokenWhileWorking = working;
  });
  setTimeout(() => {
    working = false;
  }, 20);
  await settle();
  expect(working).toBe(false);
  expect(wokenWhileWorking).toBe(false);
  expect(clock.now()).toBe(start + 1_000);
});

test("waiting for one who never ends throws and says who it is", async () => {
  const { settle, waitFor } = await world(50);
  waitFor(() => ["the outbox: 3 rows"]);
  await expect(settle()).rejects.toThrow("Still at work after 50 ms: the outbox: 3 rows");
});

test("a neighbour shares the clock, is waited for and stopped", async () => {
  let stopped = false;
  const made = await createWorld({
    neighbour: async (clock) => ({ started: clock.now(), busy: () => [], stop: async () => void (stopped = true) }),
  });
  expect(made.neighbour?.started).toBe(made.clock.now());
  await made.stop();
  expect(stopped).toBe(true);
});
