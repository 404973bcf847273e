import { describe, expect, it } from "vitest";
import { judgeBlocks } from "../../../src/sandbox/judge/judge.ts";
import { limits } from "../../../src/sandbox/judge/limits.ts";
import { printBlocks } from "../../../src/sandbox/print/block.ts";
import type { Piece } from "../judge/make.ts";
import {
  bars,
  button,
  card,
  cell,
  chart,
  container,
  context as contextBlock,
  dataTable,
  divider,
  element,
  header,
  line,
  markdown,
  mrkdwn,
  option,
  picture,
  pie,
  plain,
  rich,
  section,
  table,
  word,
} from "../judge/make.ts";
import { context } from "./world.ts";

const task = (more: Piece = {}): Piece => ({ type: "task_card", task_id: "1", title: "Roll back", ...more });
const date = (more: Piece = {}): Piece => ({
  type: "date",
  timestamp: 1_785_585_900,
  format: "{ago}",
  fallback: "then",
  ...more,
});
const list = (style: string, ...items: readonly unknown[]): Piece => ({
  type: "rich_text_list",
  style,
  elements: items,
});

type Row = readonly [what: string, block: Piece, ...lines: string[]];

const blocks: readonly Row[] = [
  ["a header", header({ text: plain("SEV1 · Checkout") }), "SEV1 · Checkout"],
  ["a section", section({ text: mrkdwn("*Impact*: none\nyet") }), "Impact: none", "yet"],
  [
    "plain text as it is written",
    section({ text: plain("*not bold* <!here> &lt; :tada:") }),
    "*not bold* <!here> &lt; :tada:",
  ],
  [
    "fields as label and value",
    section({
      fields: [mrkdwn("*Commander*\n<@U1>"), mrkdwn("*Status:*\nInvestigating"), plain("alone"), mrkdwn("*A*\nb\nc")],
    }),
    "Commander: @ana",
    "Status: Investigating",
    "alone",
    "A: b c",
  ],
  [
    "an accessory",
    section({ text: mrkdwn("Nobody in command"), accessory: button({ text: plain("Take command") }) }),
    "Nobody in command",
    "[Take command]",
  ],
  [
    "boxes as accessory, one a line",
    section({
      text: mrkdwn("Options"),
      accessory: element("checkboxes", { options: [option("a"), option("b")], initial_options: [option("b")] }),
    }),
    "Options",
    "[ ] a",
    "[x] b",
  ],
  [
    "a context",
    contextBlock(mrkdwn("no runbook"), plain("like INC-3"), picture()),
    "  no runbook · like INC-3 · [image: Errors per minute]",
  ],
  ["a divider", divider(), "---"],
  ["an image", picture({ title: plain("Graph") }), "Graph", "[image: Errors per minute]"],
  ["markdown as it is written", markdown("# Title\n- a"), "# Title", "- a"],
  [
    "a table",
    table([
      [cell("Service"), cell("Owner")],
      [rich(line(word("checkout"))), cell("payments")],
    ]),
    "Service | Owner",
    "checkout | payments",
  ],
  [
    "a data table",
    dataTable([[cell("Service")], [{ type: "raw_number", value: 7, text: "7" }]]),
    "Services",
    "Service",
    "7",
  ],
  ["a pie", chart(pie({ label: "SEV1", value: 2 }, { label: "SEV2", value: 5 })), "Errors", "  SEV1 2, SEV2 5"],
  [
    "bars",
    chart(bars([{ name: "checkout", data: [{ label: "Mon", value: 1 }] }], { categories: ["Mon"] })),
    "Errors",
    "  checkout: Mon 1",
  ],
  [
    "a card",
    card({ body: mrkdwn("*body*"), subtext: plain("below"), hero_image: picture(), actions: [button()] }),
    "[image: Errors per minute]",
    "Card",
    "body",
    "below",
    "[Go]",
  ],
  ["a carousel", { type: "carousel", elements: [card(), card({ title: plain("Other") })] }, "Card", "Other"],
  [
    "a container",
    container({ title: plain("More"), subtitle: plain("sub"), child_blocks: [header({ text: plain("in it") })] }),
    "More",
    "sub",
    "  in it",
  ],
  [
    "a container titled in rich text",
    container({ title: undefined, rich_text_title: rich(line(word("More"))) }),
    "More",
    "  ---",
  ],
  [
    "a plan",
    { type: "plan", title: "Mend", tasks: [task({ status: "in_progress" })] },
    "Mend",
    "  Roll back (in progress)",
  ],
  [
    "a task",
    task({
      status: "complete",
      details: rich(line(word("v412"))),
      sources: [{ type: "url", url: "https://a.b", text: "Deploy" }],
    }),
    "Roll back (complete)",
    "  v412",
    "  Deploy (https://a.b)",
  ],
  [
    "feedback and an icon",
    {
      type: "context_actions",
      elements: [
        element("feedback_buttons", {
          positive_button: { text: plain("Good"), value: "+" },
          negative_button: { text: plain("Bad"), value: "-" },
        }),
        { type: "icon_button", icon: "trash", text: plain("Delete"), action_id: "x" },
      ],
    },
    "[Good] [Bad] [Delete]",
  ],
  ["a file", { type: "file", external_id: "F1", source: "remote" }, "[file: F1]"],
  ["a call", { type: "call", call_id: "R1" }, "[call: R1]"],
  [
    "a video",
    {
      type: "video",
      title: plain("Demo"),
      alt_text: "A page is answered",
      video_url: "https://a.b/v",
      thumbnail_url: "https://a.b/t",
    },
    "[video: Demo — A page is answered] (https://a.b/v)",
  ],
];

const richTexts: readonly Row[] = [
  [
    "styles: only a strike and code are heard",
    rich(
      line(
        word("a", { style: { bold: true } }),
        word("b", { style: { strike: true } }),
        word("c", { style: { code: true } }),
      ),
    ),
    "a~b~`c`",
  ],
  ["text that looks like formatting", rich(line(word("<!here> *b* &lt; <@U1>"))), "<!here> *b* &lt; <@U1>"],
  [
    "mentions by name",
    rich(
      line({ type: "user", user_id: "U1" }, word(" in "), { type: "channel", channel_id: "C1" }, word(" of "), {
        type: "usergroup",
        usergroup_id: "S1",
      }),
    ),
    "@ana in #inc-7-checkout of @payments",
  ],
  [
    "a broadcast and an emoji",
    rich(line({ type: "broadcast", range: "here" }, word(" "), { type: "emoji", name: "eyes" })),
    "@here :eyes:",
  ],
  [
    "links",
    rich(line({ type: "link", url: "https://a.b", text: "Runbook" }, word(" "), { type: "link", url: "https://c.d" })),
    "Runbook (https://a.b) https://c.d",
  ],
  ["a date, resolved", rich(line(word("began "), date())), "began 1 hour ago"],
  ["a date with an unknown format", rich(line(date({ format: "{nonsense}" }))), "then"],
  [
    "a colour and a team",
    rich(line({ type: "color", value: "#336699" }, word(" "), { type: "team", team_id: "T1" })),
    "#336699 T1",
  ],
  ["several lines", rich(line(word("a\nb\n")), line(word("c"))), "a", "b", "c"],
  ["bullets", rich(list("bullet", line(word("a")), line(word("b\nb2")))), "- a", "- b", "  b2"],
  ["numbers, indented", rich({ ...list("ordered", line(word("a")), line(word("b"))), indent: 1 }), "  1. a", "  2. b"],
  ["a quote", rich({ type: "rich_text_quote", elements: [word("a\nb")] }), "> a", "> b"],
  ["preformatted text", rich({ type: "rich_text_preformatted", elements: [word("a\n b")] }), "    a", "     b"],
];

describe("blocks in print", () => {
  const rows = [...blocks, ...richTexts].map(([what, block, ...lines]) => ({ what, block, lines }));
  it.each(rows)("$what", ({ block, lines }) => {
    expect(judgeBlocks([block], "message")).toEqual([]);
    expect(printBlocks([block], context)).toEqual(lines);
  });

  it("warn in words, not in colour", () => {
    const alert = (level?: string) => ({ type: "alert", text: mrkdwn("*No* runbook"), ...(level ? { level } : {}) });
    expect(printBlocks([alert("warning"), alert("default"), alert()], context)).toEqual([
      "Warning: No runbook",
      "No runbook",
      "No runbook",
    ]);
  });

  it("have a row above for every type the judge knows, but for those with tests of their own", () => {
    const printed = new Set(rows.map(({ block }) => block["type"]));
    expect(Object.keys(limits.blocks).filter((type) => !printed.has(type))).toEqual(["actions", "alert", "input"]);
  });
});
