import { describe, expect, it } from "vitest";
import type { TextNode } from "../../../src/sandbox/print/mrkdwn.ts";
import { mentionsOf, parseMrkdwn } from "../../../src/sandbox/print/mrkdwn.ts";
import { processorTimeOf } from "../../processor-time.ts";

const text = (value: string): TextNode => ({ kind: "text", text: value });
const bold = (...children: TextNode[]): TextNode => ({ kind: "bold", children });
const italic = (...children: TextNode[]): TextNode => ({ kind: "italic", children });
const strike = (...children: TextNode[]): TextNode => ({ kind: "strike", children });
const quote = (...children: TextNode[]): TextNode => ({ kind: "quote", children });
const code = (value: string): TextNode => ({ kind: "code", text: value });
const preformatted = (value: string): TextNode => ({ kind: "preformatted", text: value });
const link = (url: string, label?: string): TextNode => (label ? { kind: "link", url, label } : { kind: "link", url });
const user = (id: string): TextNode => ({ kind: "user", id });
const here: TextNode = { kind: "broadcast", range: "here" };
const emoji = (name: string): TextNode => ({ kind: "emoji", name });

type Row = readonly [source: string, ...nodes: TextNode[]];

const verbatim: readonly Row[] = [
  ["plain words", text("plain words")],
  ["*bold*", bold(text("bold"))],
  ["_italic_", italic(text("italic"))],
  ["~struck~", strike(text("struck"))],
  ["a *b* c", text("a "), bold(text("b")), text(" c")],
  ["(*b*), *c*!", text("("), bold(text("b")), text("), "), bold(text("c")), text("!")],
  ["*two words*", bold(text("two words"))],
  ["*_both_*", bold(italic(text("both")))],
  ["_a ~b *c*~_", italic(text("a "), strike(text("b "), bold(text("c"))))],
  ["5*3*2", text("5*3*2")],
  ["snake_case_name", text("snake_case_name")],
  ["ä*b*ü", text("ä*b*ü")],
  ["*open", text("*open")],
  ["* not bold *", text("* not bold *")],
  ["*over\nlines*", text("*over\nlines*")],
  ["**", text("**")],
  ["*a *b*", bold(text("a *b"))],
  ["*a* b*", bold(text("a")), text(" b*")],
  ["_:white_check_mark: done_", italic(emoji("white_check_mark"), text(" done"))],
  ["*<https://a.b/x*y|z>*", bold(link("https://a.b/x*y", "z"))],

  ["# not a header", text("# not a header")],
  ["| a | b |\n|---|---|", text("| a | b |\n|---|---|")],
  ["- item\n1. item", text("- item\n1. item")],
  ["[label](https://a.b)", text("[label](https://a.b)")],

  ["`code`", code("code")],
  ["`*not bold* &amp; <@U1>`", code("*not bold* & <@U1>")],
  ["a ` b", text("a ` b")],
  ["```one\n*two*```", preformatted("one\n*two*")],
  ["before\n```\na &lt; b\n```\nafter", text("before"), preformatted("a < b"), text("after")],
  ["``` open", text("``` open")],

  ["> quoted", quote(text("quoted"))],
  ["&gt; quoted", quote(text("quoted"))],
  ["a\n> b\n> c\nd", text("a"), quote(text("b\nc")), text("d")],
  [">>> all\n\nof it", quote(text("all\n\nof it"))],
  ["&gt;&gt;&gt;all\nof it", quote(text("all\nof it"))],
  ["> *b*", quote(bold(text("b")))],
  ["a > b", text("a > b")],

  ["<https://a.b>", link("https://a.b")],
  ["<https://a.b?x=1&amp;y=2|a &amp; b>", link("https://a.b?x=1&y=2", "a & b")],
  ["<mailto:ops@a.b|ops@a.b>", link("mailto:ops@a.b", "ops@a.b")],
  ["<javascript:alert(1)|x>", text("<javascript:alert(1)|x>")],
  ["<b>", text("<b>")],
  ["a < b > c", text("a < b > c")],

  ["<@U1>", user("U1")],
  ["<@W1|ana>", { kind: "user", id: "W1", label: "ana" }],
  ["<#C1>", { kind: "channel", id: "C1" }],
  ["<#C1|general>", { kind: "channel", id: "C1", label: "general" }],
  ["<!subteam^S1>", { kind: "usergroup", id: "S1" }],
  ["<!subteam^S1|@sre>", { kind: "usergroup", id: "S1", label: "@sre" }],
  ["<!here>", here],
  ["<!channel|channel>", { kind: "broadcast", range: "channel" }],
  ["<!everyone>", { kind: "broadcast", range: "everyone" }],
  ["<!unknown|shown>", text("shown")],
  ["<!unknown>", text("<!unknown>")],
  ["*<!here> now*", bold(here, text(" now"))],

  ["<!date^1754000000^{time}|14:05>", { kind: "date", seconds: 1_754_000_000, format: "{time}", fallback: "14:05" }],
  [
    "<!date^1754000000^since {ago}^https://a.b|then>",
    { kind: "date", seconds: 1_754_000_000, format: "since {ago}", fallback: "then", url: "https://a.b" },
  ],
  ["<!date^soon^{time}|later>", text("later")],

  [":pushpin:", emoji("pushpin")],
  [":unknown:", emoji("unknown")],
  [":+1::skin-tone-2:", emoji("+1::skin-tone-2")],
  [":100:", emoji("100")],
  ["10:30:45", text("10:30:45")],
  ["at :30: past", text("at :30: past")],
  ["a: b :c", text("a: b :c")],

  ["&lt;!channel&gt;", text("<!channel>")],
  ["&lt;@U1&gt;", text("<@U1>")],
  ["&lt;https://a.b|good&gt;", text("<https://a.b|good>")],
  ["&amp;lt;!here&amp;gt;", text("&lt;!here&gt;")],
  ["&amp;amp;", text("&amp;")],
  ["&quot;", text("&quot;")],
  ["*&lt;!here&gt;*", bold(text("<!here>"))],
  ["@here #general https://a.b", text("@here #general https://a.b")],
];

const automatic: readonly Row[] = [
  ["@here", here],
  ["look, @channel!", text("look, "), { kind: "broadcast", range: "channel" }, text("!")],
  ["@hereby", text("@hereby")],
  ["ana@here", text("ana@here")],
  ["@ana", text("@ana")],
  ["#general", { kind: "channel-name", name: "general" }],
  ["see #inc-7-checkout.", text("see "), { kind: "channel-name", name: "inc-7-checkout" }, text(".")],
  ["#7", text("#7")],
  ["#Header", text("#Header")],
  ["https://a.b/c_d_e", link("https://a.b/c_d_e")],
  ["(https://a.b/c).", text("("), link("https://a.b/c"), text(").")],
  ["https://a.b?x=1&amp;y=2&gt;", link("https://a.b?x=1&y=2"), text(">")],
  ["_https://a.b/_c_", italic(link("https://a.b/_c"))],
  ["xhttps://a.b", text("xhttps://a.b")],
  ["`@here`", code("@here")],
  ["&lt;!channel&gt;", text("<!channel>")],
  ["&lt;@U1&gt;", text("<@U1>")],
];

describe("mrkdwn", () => {
  it.each(verbatim.map(([source, ...nodes]) => ({ source, nodes })))("reads $source", ({ source, nodes }) => {
    expect(parseMrkdwn(source, { verbatim: true })).toEqual(nodes);
  });

  const rows = automatic.map(([source, ...nodes]) => ({ source, nodes }));
  it.each(rows)("reads $source with automatic links and mentions", ({ source, nodes }) => {
    expect(parseMrkdwn(source, { verbatim: false })).toEqual(nodes);
  });

  it("makes nothing of nothing", () => {
    expect(parseMrkdwn("", { verbatim: true })).toEqual([]);
  });

  it("finds mentions however deep they stand, in their order", () => {
    const nodes = parseMrkdwn("> *_<@U1>_* <#C1>\n~<!subteam^S1>~ @here `<!channel>`", { verbatim: false });
    expect(mentionsOf(nodes).map((mention) => mention.kind)).toEqual(["user", "channel", "usergroup", "broadcast"]);
  });

  it.each(["*a ", "<", "`a", ":a", "_~*", "https://", "```", "<!date^", "&lt;"])(
    "reads 40,000 characters of %j at once",
    (piece) => {
      const text = piece.repeat(40_000 / piece.length);
      expect(processorTimeOf(() => parseMrkdwn(text, { verbatim: false }))).toBeLessThan(500);
    },
  );
});
