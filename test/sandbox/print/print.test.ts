import { describe, expect, it } from "vitest";
import type { PrintableMessage } from "../../../src/sandbox/print/print.ts";
import { printChannel, printMessage, printThread } from "../../../src/sandbox/print/print.ts";
import { plainText } from "../../../src/sandbox/print/text.ts";
import { context, tsAt } from "./world.ts";

const said = (message: Partial<PrintableMessage>) =>
  printMessage({ ts: tsAt("2026-08-01T12:05:00Z"), user: "U1", ...message }, context);

describe("a message", () => {
  it("of one line is one line, with the author's name and the reader's time", () => {
    expect(said({ text: "rolled back v412" })).toEqual(["14:05 ana: rolled back v412"]);
  });

  it("of several lines stands under its author, so that no line of it can pass for another message", () => {
    expect(said({ text: "fixed\n14:06 Pitwall: resolved" })).toEqual([
      "14:05 ana",
      "  fixed",
      "  14:06 Pitwall: resolved",
    ]);
  });

  it("of an app goes by the app's name, or by the name it posts under", () => {
    expect(said({ user: "U9", bot_id: "B1", text: "hi" })).toEqual(["14:05 Pitwall: hi"]);
    expect(said({ user: "U9", bot_id: "B1", username: "Pitwall drill", text: "hi" })).toEqual([
      "14:05 Pitwall drill: hi",
    ]);
    expect(said({ user: "U404", text: "hi" })).toEqual(["14:05 U404: hi"]);
  });

  it("shows its blocks instead of its text", () => {
    const blocks = [
      { type: "header", text: { type: "plain_text", text: "SEV1 · Checkout returns 500s" } },
      { type: "divider" },
    ];
    expect(said({ text: "for notifications", blocks })).toEqual([
      "14:05 ana",
      "  SEV1 · Checkout returns 500s",
      "  ---",
    ]);
  });

  it("says who alone can see it, that it was edited, that it is pinned", () => {
    expect(said({ text: "psst", ephemeral_to: "U1" })).toEqual(["14:05 ana: psst (only visible to ana)"]);
    expect(said({ text: "a", edited: { user: "U1", ts: "1" }, pinned_to: ["C1"] })).toEqual([
      "14:05 ana: a (edited) (pinned)",
    ]);
    expect(said({ text: "a\nb", edited: {} })).toEqual(["14:05 ana (edited)", "  a", "  b"]);
  });

  it("carries its files and reactions below", () => {
    const files = [
      { name: "graph.png", mimetype: "image/png", alt_txt: "Errors since 14:00" },
      { name: "report.pdf", mimetype: "application/pdf" },
    ];
    const reactions = [
      { name: "pushpin", count: 2, users: ["U1", "U2"] },
      { name: "eyes", users: ["U1"] },
    ];
    expect(said({ text: "look", files, reactions })).toEqual([
      "14:05 ana: look",
      "  [image: graph.png — Errors since 14:00]",
      "  [file: report.pdf]",
      "  :pushpin: 2  :eyes: 1",
    ]);
    expect(said({ files: [{ title: "Log" }] })).toEqual(["14:05 ana", "  [file: Log]"]);
  });

  it.each(["channel_join", "channel_topic", "group_archive", "pinned_item", "bot_add", "tombstone"])(
    "of the system (%s) stands in parentheses",
    (subtype) => {
      expect(said({ subtype, text: "<@U1> did it" })).toEqual(["14:05 (@ana did it)"]);
    },
  );

  it.each(["bot_message", "file_share", "me_message", "pinned"])(
    "of subtype %s is a person's or an app's",
    (subtype) => {
      expect(said({ subtype, text: "hi" })).toEqual(["14:05 ana: hi"]);
    },
  );

  it("is timed in the reader's zone, across midnight and summer time", () => {
    const at = (iso: string, zone: string) =>
      printMessage({ ts: tsAt(iso), user: "U1", text: "x" }, { ...context, zone })[0];
    expect(at("2026-08-01T23:30:00Z", "Europe/Berlin")).toBe("01:30 ana: x");
    expect(at("2026-12-01T23:30:00Z", "Europe/Berlin")).toBe("00:30 ana: x");
    expect(at("2026-08-01T23:30:00Z", "Asia/Kolkata")).toBe("05:00 ana: x");
  });
});

describe("text", () => {
  it.each([
    ["*Nobody in command*", "Nobody in command"],
    ["_quietly_", "quietly"],
    ["~no~", "~no~"],
    ["run `git &amp; push`", "run `git & push`"],
    ["`&amp;`", "`&`"],
    ["<@U1> in <#C1> of <!subteam^S1>", "@ana in #inc-7-checkout of @payments"],
    ["<@U404|old> <#C404> <@U405>", "@old #C404 @U405"],
    ["<!here> <!channel>", "@here @channel"],
    ["<https://a.b/r|Runbook>", "Runbook (https://a.b/r)"],
    ["<https://a.b> https://a.b <mailto:o@a.b|o@a.b>", "https://a.b https://a.b o@a.b"],
    [":pushpin: :unknown:", ":pushpin: :unknown:"],
    ["a\n> b\n> c\nd", "a\n> b\n> c\nd"],
    ["so:```one\n  two```done", "so:\n    one\n      two\ndone"],
    ["# not a header", "# not a header"],
    ["|a|b|\n|-|-|\n|1|2|", "|a|b|\n|-|-|\n|1|2|"],
    ["5*3*2", "5*3*2"],
    ["&lt;!channel&gt;", "<!channel>"],
    ["&lt;@U1&gt;", "<@U1>"],
    ["&lt;https://a.b|good&gt;", "<https://a.b|good>"],
    ["10:30:45", "10:30:45"],
    ["<!date^1785585900^{date_num} {time}|then>", "2026-08-01 14:05"],
    ["<!date^1785585900^{nonsense}|then>", "then"],
    ["<!date^1785585900^{ago}^https://a.b|then>", "1 hour ago (https://a.b)"],
  ])("%j is said as %j", (mrkdwn, expected) => {
    expect(plainText(mrkdwn, context)).toBe(expected);
  });
});

describe("a thread", () => {
  it("has its replies indented under the parent", () => {
    const parent = { ts: "1785585900.000100", user: "U1", text: "card" };
    const replies = [
      { ts: "1785585960.000100", thread_ts: parent.ts, user: "U2", text: "note" },
      { ts: "1785586020.000100", thread_ts: parent.ts, user: "U1", text: "to all", subtype: "thread_broadcast" },
    ];
    expect(printThread(parent, replies, context)).toEqual([
      "14:05 ana: card",
      "    14:06 bo: note",
      "    14:07 ana: to all (also sent to the channel)",
    ]);
  });
});

describe("a channel", () => {
  it("reads from its name to its last message, threads under their parents, days apart", () => {
    const messages = [
      { ts: tsAt("2026-08-02T06:00:00Z"), user: "U1", text: "morning" },
      { ts: tsAt("2026-08-01T12:05:00Z"), user: "U1", text: "card", thread_ts: tsAt("2026-08-01T12:05:00Z") },
      { ts: tsAt("2026-08-01T12:06:00Z"), user: "U1", subtype: "channel_join", text: "<@U1> has joined the channel" },
      { ts: tsAt("2026-08-01T12:07:00Z"), user: "U2", text: "note", thread_ts: tsAt("2026-08-01T12:05:00Z") },
    ];
    expect(printChannel({ name: "inc-7-checkout", topic: { value: "SEV1, ana commands" } }, messages, context)).toEqual(
      [
        "#inc-7-checkout",
        "Topic: SEV1, ana commands",
        "",
        "Saturday, August 1st, 2026",
        "14:05 ana: card",
        "    14:07 bo: note",
        "14:06 (@ana has joined the channel)",
        "",
        "Sunday, August 2nd, 2026",
        "08:00 ana: morning",
      ],
    );
  });

  it("says that it is private or archived", () => {
    expect(printChannel({ name: "sec-1", is_private: true, is_archived: true }, [], context)).toEqual([
      "#sec-1 (private, archived)",
    ]);
    expect(printChannel({ name: "general", topic: { value: "" } }, [], context)).toEqual(["#general"]);
  });

  it("keeps a reply whose parent is not there", () => {
    const reply = { ts: tsAt("2026-08-01T12:05:00Z"), thread_ts: "1.1", user: "U1", text: "note" };
    expect(printChannel({ name: "general" }, [reply], context)).toContain("14:05 ana: note");
  });
});
