import { expect, test } from "vitest";
import { fits, isRefused, sayPayload } from "../../../../src/sandbox/page/panels/call-words.ts";
import type { CallSeen } from "../../../../src/sandbox/web/world-protocol.ts";

const call: CallSeen = {
  number: 1,
  from: "bot",
  name: "chat.postMessage",
  at: 0,
  ok: true,
  sent: { text: "INC-1 declared" },
  answered: { ok: true },
};

test.each([
  ["", true],
  ["postmessage inc-1", true],
  ["→ slack", true],
  ["pagerduty", false],
  ["chat.update", false],
])("the filter %j fits: %s", (filter, does) => {
  expect(fits(call, filter)).toBe(does);
});

test.each([
  [{ ok: true }, false],
  [{ ok: false, error: "invalid_blocks" }, true],
  [{ ok: false, error: "fatal_error", pointers: [{ pointer: "/blocks/0", says: "too long" }] }, true],
  [{ ok: false, error: "ratelimited" }, false],
  [{ ok: false, error: "already_pinned" }, false],
  [{ ok: false, error: "invalid_payload", from: "slack" }, false],
  [{ ok: false, error: "400", from: "bot-to-pagerduty" }, true],
  [{ ok: false, error: "429", from: "bot-to-pagerduty" }, false],
  [{ ok: false, error: "404", from: "bot-to-pagerduty" }, false],
] as const)("%j is a fault of the bot's: %s", (change, is) => {
  expect(isRefused({ ...call, ...change })).toBe(is);
});

test("a form that travels as text within JSON is opened up, and what only looks like JSON stays", () => {
  expect(sayPayload({ view: '{"type":"modal"}', text: "[not JSON" })).toBe(
    '{\n  "view": {\n    "type": "modal"\n  },\n  "text": "[not JSON"\n}',
  );
  expect(sayPayload("a long text that was cut…")).toBe("a long text that was cut…");
});
