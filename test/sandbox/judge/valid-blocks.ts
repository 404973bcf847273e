import * as fc from "fast-check";
import type { Piece } from "./make.ts";
import { long, many, mrkdwn, plain } from "./make.ts";

const text = (max: number) =>
  fc
    .string({ minLength: 1, maxLength: Math.min(max, 200), unit: "grapheme" })
    .map((value) => [...value].slice(0, max).join(""));
const plainText = (max: number): fc.Arbitrary<Piece> => text(max).map(plain);
const anyText = (max: number): fc.Arbitrary<Piece> => fc.oneof(plainText(max), text(max).map(mrkdwn));

const url = fc.webUrl().filter((value) => value.length <= 3000);
const picture = fc.record({ type: fc.constant("image"), image_url: url, alt_text: text(2000) });

const options = fc
  .uniqueArray(text(150), { minLength: 1, maxLength: 5 })
  .chain((values) => fc.tuple(...values.map((value) => plainText(75).map((label) => ({ text: label, value })))));

const button = fc.record(
  {
    type: fc.constant("button"),
    text: plainText(75),
    action_id: text(255),
    value: text(2000),
    url,
    style: fc.constantFrom("primary", "danger"),
    confirm: fc.record({ title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) }),
  },
  { requiredKeys: ["type", "text", "action_id"] },
);
const select = options.chain((offered) =>
  fc.record(
    {
      type: fc.constant("static_select"),
      options: fc.constant(offered),
      initial_option: fc.constantFrom(...offered),
      placeholder: plainText(150),
      action_id: text(255),
    },
    { requiredKeys: ["type", "options", "action_id"] },
  ),
);
const overflow = fc.record({ type: fc.constant("overflow"), options, action_id: text(255) });
const datepicker = fc.record({ type: fc.constant("datepicker"), action_id: text(255) });
const element = fc.oneof(button, select, overflow, datepicker);

const word = fc.oneof(
  fc.record({ type: fc.constant("text"), text: text(3000) }),
  fc.record({ type: fc.constant("link"), url }),
  fc.constant({ type: "user", user_id: "U1" }),
  fc.constant({ type: "broadcast", range: "here" }),
);
const line = fc.record({ type: fc.constant("rich_text_section"), elements: fc.array(word, { maxLength: 4 }) });

const block: fc.Arbitrary<Piece> = fc.oneof(
  fc.record({ type: fc.constant("section"), text: anyText(3000) }),
  fc.record({
    type: fc.constant("section"),
    fields: fc.array(anyText(2000), { minLength: 1, maxLength: 10 }),
    accessory: element,
  }),
  fc.record({ type: fc.constant("header"), text: plainText(150) }),
  fc.record({
    type: fc.constant("context"),
    elements: fc.array(fc.oneof(anyText(3000), picture), { minLength: 1, maxLength: 10 }),
  }),
  fc.record({
    type: fc.constant("actions"),
    elements: fc.uniqueArray(element, { minLength: 1, maxLength: 8, selector: (item) => item.action_id }),
  }),
  picture,
  fc.record({ type: fc.constant("input"), label: plainText(2000), element: fc.oneof(select, datepicker) }),
  fc.record({ type: fc.constant("rich_text"), elements: fc.array(line, { minLength: 1, maxLength: 4 }) }),
  fc.constant({ type: "divider" }),
);

/** Messages as Slack takes them: at most 50 blocks, each block_id once. */
export const validMessage: fc.Arbitrary<readonly Piece[]> = fc
  .array(block, { minLength: 1, maxLength: 12 })
  .map((blocks) => blocks.map((item, index) => ({ ...item, block_id: `b${index}` })));

type Break = readonly [pointer: string, broken: Piece];

/** The ways in which one limit of this block can be broken, each with the pointer that must be named. */
export function breaksOf(item: Piece): readonly Break[] {
  const common: readonly Break[] = [
    ["/block_id", { ...item, block_id: long(256) }],
    ["", { ...item, colour: "red" }],
    ["/type", { ...item, type: "banner" }],
  ];
  return [...common, ...ownBreaksOf(item)];
}

function ownBreaksOf(item: Piece): readonly Break[] {
  switch (item["type"]) {
    case "section":
      return [
        ["/text/text", { ...item, text: mrkdwn(long(3001)) }],
        ["/text/text", { ...item, text: plain("") }],
        ["/fields", { ...item, fields: many(11, () => plain()) }],
        ["/fields/0/text", { ...item, fields: [mrkdwn(long(2001))] }],
      ];
    case "header":
      return [
        ["/text/text", { ...item, text: plain(long(151)) }],
        ["/text/type", { ...item, text: mrkdwn() }],
      ];
    case "context":
      return [["/elements", { ...item, elements: many(11, () => plain()) }]];
    case "actions":
      return [
        ["/elements", { ...item, elements: many(26, (index) => ({ type: "datepicker", action_id: `d${index}` })) }],
      ];
    case "image":
      return [["/alt_text", { ...item, alt_text: long(2001) }]];
    case "input":
      return [
        ["/label/text", { ...item, label: plain(long(2001)) }],
        ["/hint/text", { ...item, hint: plain(long(2001)) }],
      ];
    case "rich_text":
      return [["/elements", { ...item, elements: [] }]];
    case "divider":
      return [];
  }
  throw new Error(`no way to break ${String(item["type"])}`);
}
