import { expect, test } from "vitest";
import { unreadOf } from "../../../src/sandbox/page/unread.ts";
import { channel, message } from "./given.ts";

const read = channel({ last_read: "2.000000" });

test("what somebody else said since makes a channel bold", () => {
  expect(unreadOf(read, [message("1.000000"), message("3.000000")], "U0ANA")).toEqual({ isUnread: true, mentions: 0 });
});

test("what was read, what one said oneself, what only one sees and what Slack says does not", () => {
  const said = [
    message("2.000000", { text: "<@U0ANA>" }),
    message("3.000000", { user: "U0ANA" }),
    message("4.000000", { is_ephemeral: true, text: "<@U0ANA>" }),
    message("5.000000", { subtype: "channel_join" }),
  ];
  expect(unreadOf(read, said, "U0ANA")).toEqual({ isUnread: false, mentions: 0 });
});

test("a reply in a thread does not, unless it means the person", () => {
  const reply = message("3.000000", { thread_ts: "1.000000" });
  expect(unreadOf(read, [reply], "U0ANA").isUnread).toBe(false);
  expect(unreadOf(read, [{ ...reply, text: "<@U0ANA> look" }], "U0ANA")).toEqual({ isUnread: true, mentions: 1 });
});

test.each([
  ["by name", { text: "<@U0ANA> look" }],
  ["with everybody", { text: "<!channel> look" }],
  [
    "in rich text",
    { text: "", blocks: [{ type: "rich_text", block_id: "b", elements: [{ type: "user", user_id: "U0ANA" }] }] },
  ],
])("counts whoever is meant %s", (_how, more) => {
  expect(unreadOf(read, [message("3.000000", more)], "U0ANA").mentions).toBe(1);
});

test("counts nobody else", () => {
  expect(unreadOf(read, [message("3.000000", { text: "<@U0BO> look" })], "U0ANA").mentions).toBe(0);
});

test("counts everything where two are alone", () => {
  const alone = channel({ kind: "im", last_read: "0" });
  expect(unreadOf(alone, [message("3.000000"), message("4.000000")], "U0ANA").mentions).toBe(2);
});

test("leaves channels alone that one is not in", () => {
  expect(unreadOf(channel({ is_member: false }), [message("3.000000")], "U0ANA").isUnread).toBe(false);
});
