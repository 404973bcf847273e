import type { KnownBlock } from "@slack/web-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bench } from "../slack/bench.ts";
import { posted } from "./browser.ts";

const NAMES = ["__proto__", "constructor", "toString", "", " ", "@ana", "@", "#general", "general", "U0BO", "*"];

const blocks: KnownBlock[] = [
  {
    type: "actions",
    block_id: "b",
    elements: [
      { type: "button", action_id: "press", text: { type: "plain_text", text: "Press" } },
      { type: "datepicker", action_id: "day" },
      { type: "users_select", action_id: "who" },
      { type: "conversations_select", action_id: "where" },
    ],
  },
];

const LONG = 30_000;

test("whatever is sent as a deed is done, or refused in words: never a mistake of the workspace", {
  timeout: LONG,
}, async () => {
  const { world, client, channel } = await bench();
  const { ts = "" } = await client.chat.postMessage({ channel: channel("incidents"), text: "card", blocks });
  const own = await world.as("ana").says("#incidents", "mine");
  const id = fc.constantFrom(...NAMES, ts, own.ts, "b", "press", "day", "who", "where", channel("incidents"), "D1");
  const value = fc.oneof(
    fc.record({ type: fc.constantFrom("datepicker", "users_select", "conversations_select", "overflow", "button") }),
    fc.record({
      type: fc.constant("datepicker"),
      selected_date: fc.oneof(id, fc.integer(), fc.constant("2026-11-22")),
    }),
    fc.record({ type: fc.constant("users_select"), selected_user: fc.oneof(id, fc.anything()) }),
    fc.record({ type: fc.constant("conversations_select"), selected_conversation: fc.oneof(id, fc.anything()) }),
  );
  const spot = fc.oneof(
    fc.record({ in: fc.constant("message"), channel: id, ts: id }),
    fc.record({ in: fc.constant("modal"), view: id }),
    fc.record({ in: fc.constant("home") }),
  );
  const field = fc.oneof({ weight: 9, arbitrary: id }, { weight: 1, arbitrary: fc.jsonValue() });
  const deed = fc.record(
    {
      as: fc.constantFrom("U0ANA", "ana", "__proto__"),
      do: fc.constantFrom(
        ...["says", "types", "edits", "deletes", "reacts", "pins", "shortcut", "uses", "fills", "suggests"],
        ...["submits", "closes", "opens-home", "reads", "joins", "leaves", "constructor"],
      ),
      channel: field,
      ts: field,
      text: fc.oneof(field, fc.constantFrom("/incident", "/", "/ ", "hello @bo")),
      thread: field,
      files: fc.array(id, { maxLength: 2 }),
      emoji: fc.constantFrom("eyes", ":eyes:", "", "<b>"),
      on: fc.boolean(),
      name: field,
      spot,
      block: field,
      action: field,
      value,
      typed: fc.string(),
      view: id,
      values: fc.dictionary(id, fc.dictionary(id, value)),
      all: fc.boolean(),
    },
    { requiredKeys: ["as", "do", "channel", "ts", "text", "spot", "block", "action", "on", "emoji", "typed", "view"] },
  );
  await fc.assert(
    fc.asyncProperty(deed, async (body) => {
      const { status, body: answer } = await posted(`${world.slack.url}/_sandbox/do`, body);
      expect([200, 400, 409]).toContain(status);
      if (status !== 200) expect(answer.problem).toMatch(/\S.*[.!?]$/s);
    }),
    { numRuns: 200 },
  );
});
