import { describe, expect, test } from "vitest";
import { firstUnread, isSystemLine, isTopLevel, rowsOf } from "../../../src/sandbox/page/messages/rows.ts";
import type { Message } from "../../../src/sandbox/slack/model.ts";
import { message } from "./given.ts";

const NOON = 1_795_000_000;

function stamp(seconds: number): string {
  return `${NOON + seconds}.000100`;
}

/** In words: a day, the line "new", `+` a message with its author, `.` one under the same author. */
function drawn(messages: readonly Message[], newFrom?: string): string[] {
  const dayOf = (at: number): string => String(Math.floor((at / 1_000 - NOON + 43_200) / 86_400));
  return rowsOf(messages, { dayOf, newFrom }).map((row) => {
    switch (row.kind) {
      case "day":
        return row.key;
      case "new":
        return "new";
      case "message":
        return `${row.isFirst ? "+" : "."}${row.message.user}`;
    }
  });
}

describe("a group", () => {
  test("is what one author says within five minutes", () => {
    const said = [message(stamp(0)), message(stamp(299)), message(stamp(598)), message(stamp(898))];
    expect(drawn(said)).toEqual(["day 0", "+U0BO", ".U0BO", ".U0BO", "+U0BO"]);
  });

  test("ends with another author", () => {
    const said = [message(stamp(0)), message(stamp(1), { user: "U0ANA" }), message(stamp(2))];
    expect(drawn(said)).toEqual(["day 0", "+U0BO", "+U0ANA", "+U0BO"]);
  });

  test("ends with the day", () => {
    const said = [message(stamp(43_100)), message(stamp(43_250))];
    expect(drawn(said)).toEqual(["day 0", "+U0BO", "day 1", "+U0BO"]);
  });

  test("does not mix what is said with lines of Slack's own", () => {
    const joined = { subtype: "channel_join" };
    const said = [message(stamp(0)), message(stamp(1), joined), message(stamp(2), joined), message(stamp(3))];
    expect(drawn(said)).toEqual(["day 0", "+U0BO", "+U0BO", ".U0BO", "+U0BO"]);
  });

  test("does not mix what all see with what one sees", () => {
    const said = [
      message(stamp(0)),
      message(stamp(1), { is_ephemeral: true }),
      message(stamp(2), { is_ephemeral: true }),
    ];
    expect(drawn(said)).toEqual(["day 0", "+U0BO", "+U0BO", ".U0BO"]);
  });
});

describe("the line New", () => {
  test("stands above the first message that was not read, which begins a group", () => {
    const said = [message(stamp(0)), message(stamp(1)), message(stamp(2))];
    expect(drawn(said, stamp(1))).toEqual(["day 0", "+U0BO", "new", "+U0BO", ".U0BO"]);
  });

  test("is for what somebody else has said to all", () => {
    const said = [
      message(stamp(0)),
      message(stamp(1), { user: "U0ANA" }),
      message(stamp(2), { is_ephemeral: true }),
      message(stamp(3), { subtype: "channel_join" }),
      message(stamp(4)),
    ];
    expect(firstUnread(said, stamp(0), "U0ANA")).toBe(stamp(4));
  });

  test("is not there when all was read, or nothing ever", () => {
    const said = [message(stamp(0))];
    expect(firstUnread(said, stamp(0), "U0ANA")).toBeUndefined();
    expect(firstUnread(said, "0", "U0ANA")).toBeUndefined();
  });
});

test("replies stand in their thread alone, unless they were sent to the channel too", () => {
  const first = stamp(0);
  expect(isTopLevel(message(first, { thread_ts: first }))).toBe(true);
  expect(isTopLevel(message(stamp(1), { thread_ts: first }))).toBe(false);
  expect(isTopLevel(message(stamp(1), { thread_ts: first, subtype: "thread_broadcast" }))).toBe(true);
});

test("a message with a file is no line of Slack's own", () => {
  expect(isSystemLine(message("1.0", { subtype: "file_share" }))).toBe(false);
  expect(isSystemLine(message("1.0", { subtype: "group_topic" }))).toBe(true);
});
