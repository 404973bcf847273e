import { describe, expect, test } from "vitest";
import { type Change, fold, needsSnapshot } from "../../../src/sandbox/page/state.ts";
import { channel, message, pageState, user } from "./given.ts";

function after(...changes: readonly Change[]) {
  return changes.reduce(fold, pageState());
}

function stampsIn({ messages }: ReturnType<typeof pageState>): (string | undefined)[] {
  return (messages["C1"] ?? []).map(({ ts }) => ts);
}

describe("messages", () => {
  test("a new one stands at the end", () => {
    expect(stampsIn(after({ type: "message", data: message("3.000001") }))).toEqual([
      "1.000001",
      "2.000001",
      "3.000001",
    ]);
  });

  test("one that comes late stands where it belongs in time", () => {
    expect(stampsIn(after({ type: "message", data: message("1.500000") }))).toEqual([
      "1.000001",
      "1.500000",
      "2.000001",
    ]);
  });

  test("one that is older than all stands first", () => {
    expect(stampsIn(after({ type: "message", data: message("0.500000") }))).toEqual([
      "0.500000",
      "1.000001",
      "2.000001",
    ]);
  });

  test("one that is told twice stands once", () => {
    const told: Change = { type: "message", data: message("3.000001") };
    expect(stampsIn(after(told, told))).toHaveLength(3);
  });

  test("a changed one takes the place of the old one", () => {
    const state = after({ type: "message_changed", data: message("1.000001", { text: "better" }) });
    expect(state.messages["C1"]?.map(({ text }) => text)).toEqual(["better", "said at 2.000001"]);
  });

  test("a deleted one is gone", () => {
    expect(stampsIn(after({ type: "message_deleted", data: { channel: "C1", ts: "1.000001" } }))).toEqual(["2.000001"]);
  });

  test("the first one of a channel that had none is kept", () => {
    const state = after({ type: "message", data: message("3.000001", { channel: "C2" }) });
    expect(state.messages["C2"]).toHaveLength(1);
  });

  test("those of other channels stay the same objects, so that they are not drawn anew", () => {
    const before = pageState({ messages: { C1: [], C2: [message("1.000001", { channel: "C2" })] } });
    const next = fold(before, { type: "message", data: message("3.000001") });
    expect(next.messages["C2"]).toBe(before.messages["C2"]);
  });
});

describe("reactions", () => {
  const on = { channel: "C1", ts: "1.000001", reaction: "eyes" };

  test("count each person once", () => {
    const added: Change = { type: "reaction_added", data: { ...on, user: "U0BO" } };
    const state = after(added, added, { type: "reaction_added", data: { ...on, user: "U0ANA" } });
    expect(state.messages["C1"]?.[0]?.reactions).toEqual([{ name: "eyes", users: ["U0BO", "U0ANA"] }]);
  });

  test("go with the last person who takes theirs away", () => {
    const state = after(
      { type: "reaction_added", data: { ...on, user: "U0BO" } },
      { type: "reaction_removed", data: { ...on, user: "U0BO" } },
    );
    expect(state.messages["C1"]?.[0]?.reactions).toEqual([]);
  });
});

describe("a channel", () => {
  test("has its newest pin first", () => {
    const state = after(
      { type: "pin_added", data: { channel: "C1", ts: "1.000001", user: "U0BO" } },
      { type: "pin_added", data: { channel: "C1", ts: "2.000001", user: "U0ANA" } },
    );
    expect(state.channels[0]?.pins.map(({ ts, by }) => [ts, by])).toEqual([
      ["2.000001", "U0ANA"],
      ["1.000001", "U0BO"],
    ]);
  });

  test("loses a pin and keeps the others", () => {
    const state = after(
      { type: "pin_added", data: { channel: "C1", ts: "1.000001", user: "U0BO" } },
      { type: "pin_added", data: { channel: "C1", ts: "2.000001", user: "U0BO" } },
      { type: "pin_removed", data: { channel: "C1", ts: "2.000001", user: "U0BO" } },
    );
    expect(state.channels[0]?.pins.map(({ ts }) => ts)).toEqual(["1.000001"]);
  });

  test("that is known takes over what is seen of it now", () => {
    const change: Change = { type: "channel_seen", data: channel({ topic: "calm" }) };
    expect(needsSnapshot(pageState(), change)).toBe(false);
    expect(fold(pageState(), change).channels.map(({ topic }) => topic)).toEqual(["calm"]);
  });

  test("that comes into sight has messages that nobody told: the state is asked for", () => {
    expect(needsSnapshot(pageState(), { type: "channel_seen", data: channel({ id: "C9" }) })).toBe(true);
  });

  test("is read up to where it was read", () => {
    const state = after({ type: "read", data: { channel: "C1", last_read: "2.000001" } });
    expect(state.channels[0]?.last_read).toBe("2.000001");
  });

  test("that is deleted is gone", () => {
    expect(after({ type: "channel_deleted", data: { id: "C1" } }).channels).toEqual([]);
  });
});

test("a person who moved is known by the new name", () => {
  const state = after({ type: "user_seen", data: { ...user("bo", "Bo Berg"), tz: "Asia/Tokyo" } });
  expect(state.users["U0BO"]).toMatchObject({ real_name: "Bo Berg", tz: "Asia/Tokyo" });
});

test("what the stream numbers moves the place to go on from, and never back", () => {
  expect(after({ type: "caption", id: 12, data: "One" }).lastEventId).toBe(12);
  expect(after({ type: "caption", id: 12, data: "One" }, { type: "caption", id: 11, data: "Two" }).lastEventId).toBe(
    12,
  );
  expect(after({ type: "caption", data: "One" }).lastEventId).toBe(10);
});

test("a clock that was moved is news of the world as well", () => {
  const state = after({ type: "clock", data: { now: 5, pace: 0 } });
  expect(state).toMatchObject({ now: 5, pace: 0, worldVersion: 1 });
});

test("what is no longer kept is asked for anew", () => {
  expect(needsSnapshot(pageState(), { type: "reset", data: null })).toBe(true);
});
