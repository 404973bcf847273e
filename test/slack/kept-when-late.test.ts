import { describe, expect, it, onTestFinished } from "vitest";
import { createLog } from "../../src/log.ts";
import { movableClock } from "../../src/sandbox/clock.ts";
import { SECOND } from "../../src/shared/time.ts";
import { keptWhenLate } from "../../src/slack/kept-when-late.ts";

const BODY = { command: "/incident", trigger_id: "1.2.abc" };

/** A command that its listener is at until `answers`, over a connection that is gone or stands. */
function asked({ isConnected = true, isFrozen = false } = {}) {
  const clock = movableClock({ start: 0 });
  onTestFinished(clock.stop);
  const [kept, told]: [string[], unknown[]] = [[], []];
  let woken = 0;
  const answering = Promise.withResolvers<string>();
  const done = keptWhenLate(
    {
      body: BODY,
      ack: async (said) => {
        if (!isConnected) throw new Error("no connection");
        told.push(said);
      },
    },
    async ({ ack }) => ack(await answering.promise),
    {
      clock,
      log: createLog({ level: "error", clock, write: (line) => expect.unreachable(line) }),
      isFrozen: () => isFrozen,
      take: async ({ id }) => void kept.push(id),
      wake: () => {
        woken += 1;
      },
    },
  );
  return { clock, kept, told, woken: () => woken, answers: answering.resolve, done };
}

describe("what a person asks for", () => {
  it("is answered in its acknowledgement, and not kept, when that takes less than two seconds", async () => {
    const { clock, kept, told, answers, done } = asked();
    await clock.advance(1.9 * SECOND);
    answers("Noted");
    await done;
    await clock.advance(SECOND);
    expect({ kept, told }).toEqual({ kept: [], told: ["Noted"] });
  });

  it("is kept before it is acknowledged as being worked on, and acknowledged once", async () => {
    const { clock, kept, told, woken, answers, done } = asked();
    await clock.advance(2 * SECOND);
    expect({ kept, told }).toEqual({
      kept: ["late/1.2.abc"],
      told: [expect.objectContaining({ text: "Working on it …" })],
    });
    answers("Noted");
    await done;
    expect([told.length, woken()]).toEqual([1, 1]);
  });

  it("is kept, and goes on, when its connection is gone before it can be acknowledged as being worked on", async () => {
    const { clock, kept, told, woken, answers, done } = asked({ isConnected: false });
    await clock.advance(2 * SECOND);
    // Longer than a rejection may stay unheard.
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(woken()).toBeGreaterThan(0);
    answers("Noted");
    await done;
    expect({ kept, told }).toEqual({ kept: ["late/1.2.abc"], told: [] });
  });

  it("is kept when its connection is gone before its answer is there", async () => {
    const { kept, woken, answers, done } = asked({ isConnected: false });
    answers("Noted");
    await done;
    expect([kept, woken()]).toEqual([["late/1.2.abc"], 1]);
  });

  it("is not kept while nothing may be carried out: it would be done after the person was told that it is not", async () => {
    const { clock, kept, told, answers, done } = asked({ isFrozen: true });
    await clock.advance(2 * SECOND);
    answers("Pitwall is frozen");
    await done;
    expect({ kept, told }).toEqual({ kept: [], told: ["Pitwall is frozen"] });
  });
});
