import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Result, Wish } from "../../src/flow/carry-out.ts";
import type { Flow } from "../../src/flow/flow.ts";
import { OPERATOR } from "../../src/flow/look-up.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { openSqlite } from "../../src/ledger/sqlite.ts";
import { declare } from "../given.ts";
import { A, B, flowOn, memoryFlow, note, T, wish } from "./flows.ts";

type Opened = Flow & { readonly ledger: Ledger };

/** Two flows on one file, as the bot and the command line beside it. */
async function twoOnOneFile(): Promise<readonly [Opened, Opened]> {
  const folder = mkdtempSync(join(tmpdir(), "pitwall-flows-"));
  const path = join(folder, "pitwall.db");
  const opened = [await openSqlite(path), await openSqlite(path)] as const;
  onTestFinished(async () => {
    for (const ledger of opened) await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [bot, cli] = opened;
  return [
    { ...flowOn(bot), ledger: bot },
    { ...flowOn(cli), ledger: cli },
  ];
}

/** As a person does who is told that his change did not get in: sends it again. */
async function sent(flow: Flow, asked: Wish): Promise<Result> {
  const result = await flow.carryOut(asked);
  return result.outcome === "refused" && result.refusal.reason === "conflict" ? sent(flow, asked) : result;
}

test("what two write at once is all there once, in one order, with the chain whole", async () => {
  const [bot, cli] = await twoOnOneFile();
  await bot.carryOut(wish(A, declare()));
  const writing = Array.from({ length: 40 }, (_, index) =>
    sent(index % 2 === 0 ? bot : cli, wish(A, note(`note ${index}`))),
  );
  await Promise.all(writing);
  for (const flow of [bot, cli]) {
    const events = (await flow.lookUp.byStream(A, OPERATOR))?.events ?? [];
    expect(events.map((event) => event.version)).toEqual(events.map((_, index) => index + 1));
    const notes = events.flatMap((event) => (event.type === "NoteAdded" ? [event.body.text] : []));
    expect(notes.sort()).toEqual(Array.from({ length: 40 }, (_, index) => `note ${index}`).sort());
  }
  expect(await bot.ledger.verify()).toEqual([]);
});

test("two who declare at once get two numbers, and none is left out", async () => {
  const [bot, cli] = await twoOnOneFile();
  const streams = Array.from({ length: 12 }, (_, index) => `incident/01HZZZZZZZZZZZZZZZZZZZZZ${10 + index}`);
  const results = await Promise.all(
    streams.map((stream, index) => sent(index % 2 === 0 ? bot : cli, wish(stream, declare()))),
  );
  const numbers = results.map((result) => (result.outcome === "done" ? result.incident.number : 0));
  expect(numbers.sort((a, b) => a - b)).toEqual(streams.map((_, index) => index + 1));
});

test("settling an effect while another process writes hides nothing that it wrote", async () => {
  const [bot, cli] = await twoOnOneFile();
  await bot.carryOut(wish(A, declare()));
  const claimed = await bot.ledger.claimEffect({ owner: "w", now: T, lease: 60_000 });
  if (claimed === undefined) throw new Error("Nothing was asked for");
  // Between the bot's reading and its writing somebody else writes.
  const between: Ledger = {
    ...bot.ledger,
    append: async (batch) => {
      await cli.carryOut(wish(A, { type: "setSeverity", to: "SEV1" }));
      return bot.ledger.append(batch);
    },
  };
  const flow = flowOn(between);
  const settle = { key: claimed.key, owner: "w", attempt: claimed.attempt, as: { done: true } } as const;
  const result = await flow.carryOut({ ...wish(A, { type: "recordDone", key: claimed.key } as const), settle });
  expect(result.outcome).toBe("done");
  expect((await flow.lookUp.byStream(A, OPERATOR))?.incident.severity).toBe("SEV1");
});

test("a change that does not get in five times is refused, and says so", async () => {
  const { ledger } = await memoryFlow();
  let tries = 0;
  const busy: Ledger = {
    ...ledger,
    append: async () => {
      tries += 1;
      return { ok: false, why: "version" };
    },
  };
  const result = await flowOn(busy).carryOut(wish(A, declare()));
  expect(result).toMatchObject({ outcome: "refused", refusal: { reason: "conflict" } });
  expect(tries).toBe(5);
});

test("what was stored before and does not get in fails, so that it stays in the inbox and is tried again", async () => {
  const { ledger } = await memoryFlow();
  const busy: Ledger = { ...ledger, append: async () => ({ ok: false, why: "version" }) };
  const stored = flowOn(busy).carryOut({ ...wish(A, declare()), finishes: "Ev1" });
  await expect(stored).rejects.toThrow(`${A} was changed by others all the time`);
});

test("a second copy of a delivery gets the first answer, and nothing happens twice", async () => {
  const { carryOut, ledger, lookUp } = await memoryFlow();
  await carryOut(wish(A, declare()));
  const delivery = (text: string) => ({ id: "trigger-1", source: "slack", reply: () => ({ text }) });
  const first = await carryOut({ ...wish(A, note("disk full")), delivery: delivery("noted") });
  const second = await carryOut({ ...wish(A, note("disk full")), delivery: delivery("noted again") });
  expect(first.outcome).toBe("done");
  expect(second).toEqual({ outcome: "repeated", reply: { text: "noted" } });
  expect((await lookUp.byStream(A, OPERATOR))?.version).toBe(2);
  expect(await ledger.verify()).toEqual([]);
});

test("a refusal stores nothing, so the same delivery may come again corrected", async () => {
  const { carryOut } = await memoryFlow();
  await carryOut(wish(A, declare()));
  const delivery = { id: "trigger-1", source: "slack", reply: () => "ok" };
  const refused = await carryOut({ ...wish(A, { type: "setSeverity", to: "SEV9" } as const), delivery });
  expect(refused.outcome).toBe("refused");
  const corrected = await carryOut({ ...wish(A, { type: "setSeverity", to: "SEV1" } as const), delivery });
  expect(corrected.outcome).toBe("done");
});

test("a stored event that asks for what is refused is worked off all the same", async () => {
  const { carryOut, ledger } = await memoryFlow();
  await carryOut(wish(A, declare()));
  await ledger.takeIn({ id: "event-1", source: "slack", body: {}, receivedAt: T });
  await carryOut({ ...wish(A, { type: "setSeverity", to: "SEV9" } as const), finishes: "event-1" });
  expect(await ledger.inboxDue(T)).toEqual([]);
});

test("something of which there is one, asked for by two incidents, goes to the first", async () => {
  const { carryOut } = await memoryFlow();
  for (const stream of [A, B]) await carryOut(wish(stream, declare()));
  const channel = { type: "recordChannel", channel: "C1", name: "inc", byHand: false } as const;
  expect((await carryOut(wish(A, channel))).outcome).toBe("done");
  expect(await carryOut(wish(B, channel))).toMatchObject({ outcome: "refused", refusal: { reason: "conflict" } });
});

test("a command for what was never declared is refused and leaves no trace", async () => {
  const { carryOut, ledger } = await memoryFlow();
  expect((await carryOut(wish(A, note("into the void")))).outcome).toBe("refused");
  expect(await ledger.streams("")).toEqual([]);
});

test("secrets, NUL and lone surrogates are gone before anything is stored", async () => {
  const { carryOut, lookUp } = await memoryFlow();
  await carryOut(wish(A, declare({ title: "password hunter2\u0000\ud800", services: ["hunter2"] })));
  const { title = "", services } = (await lookUp.byStream(A, OPERATOR))?.incident ?? {};
  expect(title).toMatch(/^password \[hidden\]/);
  expect([title.includes("\u0000"), title.isWellFormed()]).toEqual([false, true]);
  expect(services).toEqual(["[hidden]"]);
});

test("several events that want one surface ask for it once", async () => {
  const { carryOut, ledger } = await memoryFlow();
  await carryOut(wish(A, declare()));
  await carryOut(wish(A, { type: "recordChannel", channel: "C1", name: "inc", byHand: false } as const));
  const before = (await ledger.effect(`${A}/card`))?.wanted;
  await carryOut(
    wish(A, {
      type: "giveUpdate",
      text: "Rolling back",
      by: "U1",
      impact: "Most",
      status: "identified",
      severity: "SEV1",
      next: null,
      customerSentence: null,
      announce: true,
    } as const),
  );
  expect((await ledger.effect(`${A}/card`))?.wanted).toBe((before ?? 0) + 1);
});
