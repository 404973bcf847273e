import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "../../src/ledger/sqlite.ts";
import { createLog } from "../../src/log.ts";
import { movableClock } from "../../src/sandbox/clock.ts";
import { DAY } from "../../src/shared/time.ts";
import { purgeDaily } from "../../src/wiring/purge.ts";

const T = 1_800_000_000_000;

test("what has served is removed at the start and every day, what waits is kept", async () => {
  const ledger = await openSqlite(":memory:");
  const clock = movableClock({ start: T });
  const log = createLog({ level: "error", clock, write: (line) => expect.unreachable(line) });
  for (const id of ["old", "young", "waiting"])
    await ledger.takeIn({ id, source: "slack", body: {}, receivedAt: T - 20 * DAY });
  await ledger.finishDelivery("old", T - 8 * DAY);
  await ledger.finishDelivery("young", T - 6 * DAY);
  const isKnown = async (id: string) =>
    !(await ledger.takeIn({ id, source: "slack", body: {}, receivedAt: clock.now() })).fresh;

  const stop = purgeDaily(ledger, clock, log);
  onTestFinished(stop);
  await new Promise((resolve) => setImmediate(resolve));
  expect([await isKnown("young"), await isKnown("waiting"), await isKnown("old")]).toEqual([true, true, false]);
  await clock.advance(2 * DAY);
  expect([await isKnown("young"), await isKnown("waiting")]).toEqual([false, true]);
});
