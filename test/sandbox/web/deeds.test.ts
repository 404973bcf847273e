import { expect, test } from "vitest";
import { bench } from "../slack/bench.ts";
import { browser, posted } from "./browser.ts";

test("what somebody does is seen by the others, and by the app", async () => {
  const { world, channel } = await bench();
  const [ana, bo] = [browser(world, "U0ANA"), browser(world, "U0BO")];
  const incidents = channel("incidents");
  const said = await ana.does({ do: "says", channel: incidents, text: "Is @bo here? <b>" });
  const ts = said.body.ts ?? "";
  expect(said.status).toBe(200);
  await bo.does({ do: "says", channel: incidents, text: "Yes", thread: ts });
  await bo.does({ do: "reacts", channel: incidents, ts, emoji: ":eyes:", on: true });
  await bo.does({ do: "pins", channel: incidents, ts, on: true });
  const [first, reply] = (await ana.state()).messages[incidents] ?? [];
  expect(first).toMatchObject({
    text: "Is <@U0BO> here? &lt;b&gt;",
    reply_count: 1,
    reactions: [{ name: "eyes", users: ["U0BO"] }],
    pinned_to: [incidents],
  });
  expect(reply).toMatchObject({ text: "Yes", thread_ts: ts, user: "U0BO" });

  await bo.does({ do: "reacts", channel: incidents, ts, emoji: "eyes", on: false });
  await bo.does({ do: "pins", channel: incidents, ts, on: false });
  await ana.does({ do: "edits", channel: incidents, ts, text: "Never mind" });
  await bo.does({ do: "deletes", channel: incidents, ts: reply?.ts ?? "" });
  const after = await ana.state();
  expect(after.messages[incidents]?.[0]).toMatchObject({ text: "Never mind", reply_count: 0, reactions: [] });
  expect(after.channels.find(({ id }) => id === incidents)?.pins).toEqual([]);
});

test("what a person cannot do is said in plain words", async () => {
  const { world, channel } = await bench({
    channels: [
      { name: "general", members: ["ana", "bo", "fay", "pitwall"] },
      { name: "incidents", members: ["ana", "bo", "pitwall"] },
      { name: "board", kind: "private", members: ["ana"] },
    ],
  });
  const fay = browser(world, "U0FAY");
  const [incidents, general, board] = [channel("incidents"), channel("general"), channel("board")];
  const { ts } = await world.as("ana").says("#incidents", "Mine");
  const refused = async (deed: Parameters<typeof fay.does>[0]) => {
    const { status, body } = await fay.does(deed);
    return [status, body.problem];
  };
  expect(await refused({ do: "says", channel: incidents, text: "hello" })).toEqual([
    409,
    "fay is not in #incidents and must join it first.",
  ]);
  expect(await refused({ do: "says", channel: general, text: " " })).toEqual([409, "Nothing was written."]);
  expect(await refused({ do: "types", channel: general, text: "/lunch" })).toEqual([
    409,
    "/lunch is not a valid command.",
  ]);
  expect(await refused({ do: "edits", channel: incidents, ts, text: "Ours" })).toEqual([
    409,
    "fay did not write that message.",
  ]);
  expect(await refused({ do: "deletes", channel: incidents, ts })).toEqual([409, "fay did not write that message."]);
  expect(await refused({ do: "leaves", channel: general })).toEqual([409, "Nobody can leave #general."]);
  expect(await refused({ do: "pins", channel: incidents, ts: "1.2", on: true })).toEqual([
    409,
    "That message is not there any more.",
  ]);
  for (const deed of [
    { do: "says", channel: board, text: "hello" },
    { do: "joins", channel: board },
    { do: "reads", channel: board, ts: "1.2" },
    { do: "reacts", channel: board, ts: "1.2", emoji: "eyes", on: true },
  ] as const) {
    const [status, problem] = await refused(deed);
    expect([status, problem], deed.do).toEqual([409, expect.stringMatching(/^fay sees no channel/)]);
    expect(problem).not.toContain("board,");
  }
  await world.as("ana").archives("#incidents");
  expect((await browser(world, "U0BO").does({ do: "says", channel: incidents, text: "hello" })).body.problem).toBe(
    "#incidents is archived.",
  );
});

test.each([
  ["no JSON at all", "{", /^The body/],
  ["nothing", "", /^The body/],
  ["a list", [], /^The body/],
  ["null", null, /^The body/],
  ["no deed", { as: "U0ANA" }, /names no deed/],
  ["an unknown deed", { as: "U0ANA", do: "dances" }, /names no deed/],
  ["a deed of the prototype", { as: "U0ANA", do: "__proto__" }, /names no deed/],
  ["a missing field", { as: "U0ANA", do: "says", channel: "C1" }, /^text:/],
  ["a field of another type", { as: "U0ANA", do: "says", channel: 1, text: "x" }, /^channel:/],
  ["an unknown spot", { as: "U0ANA", do: "uses", spot: { in: "mind" }, block: "b", action: "a" }, /^spot/],
  ["values that are none", { as: "U0ANA", do: "submits", view: "V", values: { a: { b: 1 } } }, /^values\.a\.b/],
  ["nobody", { as: "U0NOBODY", do: "opens-home" }, /nobody "U0NOBODY"/],
  ["the app itself", { as: "U0PITWALL", do: "opens-home" }, /nobody "U0PITWALL"/],
])("%s in place of a deed is a bad request", async (_, body, problem) => {
  const { world } = await bench();
  const answer = await posted(`${world.slack.url}/_sandbox/do`, body);
  expect(answer.status).toBe(400);
  expect(answer.body.problem).toMatch(problem);
});

test("too large a deed is not waited for", async () => {
  const { world } = await bench();
  const body = { as: "U0ANA", do: "says", channel: "C1", text: "x".repeat(2_000_000) };
  expect((await posted(`${world.slack.url}/_sandbox/do`, body)).status).toBe(413);
});

test("what was read is read in every browser, and whoever writes has read", async () => {
  const { world, channel } = await bench();
  const [bo, other] = [browser(world, "U0BO"), await browser(world, "U0BO").listens()];
  const incidents = channel("incidents");
  const lastRead = async () => (await bo.state()).channels.find(({ id }) => id === incidents)?.last_read;
  expect(await lastRead()).toBe("0");
  const first = await world.as("ana").says("#incidents", "one");
  expect(await lastRead()).toBe("0");
  await bo.does({ do: "reads", channel: incidents, ts: first.ts });
  expect(await lastRead()).toBe(first.ts);
  await expect.poll(() => other.of("read")).toEqual([{ channel: incidents, last_read: first.ts }]);

  const second = await world.as("ana").says("#incidents", "two");
  await bo.does({ do: "says", channel: incidents, text: "A reply", thread: second.ts });
  expect(await lastRead()).toBe(first.ts);
  const own = await bo.does({ do: "says", channel: incidents, text: "Mine" });
  expect(await lastRead()).toBe(own.body.ts);
  await expect.poll(() => other.of("read").at(-1)).toEqual({ channel: incidents, last_read: own.body.ts });
});

test("a person is named by id or name, and whoever opens the page without a word is the first", async () => {
  const { world } = await bench();
  for (const [as, me] of [
    ["U0BO", "U0BO"],
    ["bo", "U0BO"],
    ["", "U0ANA"],
  ] as const) {
    expect((await browser(world, as).state()).me).toBe(me);
  }
  expect((await fetch(`${world.slack.url}/_sandbox/state?as=zoe`)).status).toBe(400);
});
