import { describe, expect, test } from "vitest";
import { isSystemLine, isTopLevel, rowsOf } from "../../../src/sandbox/page/messages/rows.ts";
import type { Message } from "../../../src/sandbox/slack/model.ts";
import { message } from "./given.ts";

const NOON = 1_795_000_000;

function stamp(seconds: number): string {
  return `${NOON + seconds}.000100`;
}

/** In words: a day, the line "new", `+` a message with its author, `.` one under the same author. */
function drawn(messages: readonly Message[], readUpTo?: string): string[] {
  const dayOf = (at: number): string => String(Math.floor((at / 1_000 - NOON + 43_200) / 86_400));
  return rowsOf(messages, { dayOf, readUpTo, me: "U0ANA" }).map((row) => {
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

  test("holds no line of Slack's own", () => {
    const said = [message(stamp(0)), message(stamp(1), { subtype: "channel_join" }), message(stamp(2))];
    expect(drawn(said)).toEqual(["day 0", "+U0BO", "+U0BO", "+U0BO"]);
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
  test("stands once, above the first message of somebody else that was not read", () => {
    const said = [message(stamp(0)), message(stamp(1), { user: "U0ANA" }), message(stamp(2)), message(stamp(3))];
    expect(drawn(said, stamp(0))).toEqual(["day 0", "+U0BO", "+U0ANA", "new", "+U0BO", ".U0BO"]);
  });

  test("is not there when all was read, or nothing ever", () => {
    const said = [message(stamp(0))];
    expect(drawn(said, stamp(0))).toEqual(["day 0", "+U0BO"]);
    expect(drawn(said, "0")).toEqual(["day 0", "+U0BO"]);
    expect(drawn(said)).toEqual(["day 0", "+U0BO"]);
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
