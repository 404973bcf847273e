import { describe, expect, it } from "vitest";
import { mentionsIn } from "../../src/sandbox/slack/mentions.ts";
import type { BotWorld } from "../bot-world.ts";
import { aCompany, CHECKOUT, cardIn, checkoutIsDown } from "./told.ts";

const company = aCompany();

/** They name the bot itself. */
const SYSTEM_LINES = new Set(["channel_join", "pinned_item"]);
const LONE = "\ud83d";
const TEXTS: Readonly<Record<string, string>> = {
  broadcasts: "<!channel> @here @everyone <!here|here> &lt;!channel&gt;",
  people: "<@U0BO> @bo <#C1|general> <!subteam^S1|@sre>",
  formatting: "*bold* _it_ ~no~ `code` ```block``` > quote :fire: <https://evil.example|Resolve>",
  rightToLeft: "\u202eאבג مرحبا\u202c",
  emoji: "👩‍👩‍👧‍👦🔥 :sob:",
  broken: `nul\u0000 lone ${LONE} end`,
  long: `${"long ".repeat(600)}`.slice(0, 3_000),
  blank: "\u200b \u2060",
  markup: "</text>&amp;&lt;&gt;\"'\\ {{x}} ${y} %s",
};

/** Whom the bot's messages ring or point at, but for Ana who did it all, and channels. */
function rungBy(world: BotWorld): readonly string[] {
  const { workspace } = world.slack;
  return [...workspace.channels.values()]
    .flatMap((channel) => [...channel.messages, ...channel.ephemerals.map((each) => each.message)])
    .filter((message) => message.user === workspace.app.botUserId && !SYSTEM_LINES.has(message.subtype ?? ""))
    .flatMap((message) =>
      mentionsIn(message)
        .filter((mention) => mention.kind !== "channel" && !("id" in mention && mention.id === world.as("ana").id))
        .map((mention) => `${JSON.stringify(mention)} in ${message.text}`),
    );
}

function incidentChannel(world: BotWorld, prefix: string): { readonly id: string } {
  const found = [...world.slack.workspace.channels.values()].find((channel) => channel.name.startsWith(prefix));
  if (found === undefined) throw new Error(`No channel is called ${prefix}…`);
  return found;
}

describe.each(Object.entries(TEXTS))("%s in what people write", (_name, text) => {
  it("is shown as text wherever it may stand, and rings nobody", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", `/incident declare x ${text} sev3`);
    await world.settle();
    const where = incidentChannel(world, "inc-1-");
    for (const word of ["title", "impact", "note", "decision", "update", "resolve", "reopen", "cancel"]) {
      await ana.types(where, `/incident ${word} y ${text}`);
      await world.settle({ upTo: 5_000 });
    }
    await ana.types(where, `/incident ${text}`);
    if (ana.modal() !== undefined) await ana.closes("all");
    for (const word of ["status", "sev", "oncall", "page", "help", "INC-1", "list", "timeline", "delivery"]) {
      await ana.types(where, `/incident ${word} ${word === "INC-1" ? "" : text}`);
      if (ana.modal() !== undefined) await ana.closes("all");
    }
    await ana.types("#general", `/platform who owns ${text}?`);
    await ana.opensHome();
    await world.settle();
    expect(rungBy(world)).toEqual([]);
  });

  it("is kept on the timeline and in the postmortem, from messages and forms", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    const said = await ana.says(CHECKOUT, `z ${text}`);
    await ana.reacts("pushpin", said);
    const card = ana.sees(CHECKOUT).find((message) => message.pinned_to !== undefined);
    if (card !== undefined) await ana.says(CHECKOUT, `w ${text}`, { thread: card });
    await ana.uses("Declare from message", said);
    await ana.closes("all");
    await ana.clicks("Update", { in: CHECKOUT });
    const field = (max: number) => [...`u ${text}`].slice(0, max).join("");
    await ana.submits("Update INC-1", {
      "What do we know, what are we doing?": field(1_500),
      "Impact now": field(300),
      "Say to customers": field(300),
    });
    await world.settle();
    await ana.clicks("Take command", { in: CHECKOUT });
    await ana.clicks("Approve", { in: CHECKOUT });
    await ana.clicks("My customer is affected", { in: "#incidents" });
    await ana.submits("My customer is affected", { "Which customer?": field(200) });
    await ana.clicks("Resolve", { in: CHECKOUT });
    await ana.submits("Resolve INC-1", { "What fixed it?": field(300) });
    await world.settle();
    await ana.clicks("Answer", { in: "@pitwall" });
    const [question = ""] = (ana.modal()?.blocks ?? []).map(
      (block) => (block["label"] as { text?: string })?.text ?? "",
    );
    await ana.submits("Answer", { [question]: field(2_000) });
    await world.settle();
    await ana.clicks("Preview", { in: "@pitwall" });
    await ana.closes("all");
    await ana.types(CHECKOUT, "/incident timeline");
    await world.settle();
    expect(rungBy(world)).toEqual([]);
  });
});

it("is shown exactly as it was typed", async () => {
  const world = company();
  await checkoutIsDown(world);
  const ana = world.as("ana");
  const typed = [
    "<!channel> @here &lt;!channel&gt; <@U0BO>",
    "*bold* _it_ ~no~ `code` > quote :fire:",
    "</text>&amp; {{x}} %s \\n 👩‍👩‍👧‍👦 אבג",
  ];
  for (const text of typed) await ana.types(CHECKOUT, `/incident note ${text}`);
  await world.settle();
  for (const text of typed) expect(world.as("ana").reads(CHECKOUT)).toContain(`    10:00 pitwall: @ana: ${text}`);
});

it("is cut where it is only quoted, so that nothing grows without end", async () => {
  const world = company();
  await checkoutIsDown(world);
  const ana = world.as("ana");
  for (let count = 1; count <= 30; count += 1) await ana.types(CHECKOUT, `/incident note ${count} ${TEXTS["long"]}`);
  for (const word of ["impact", "update", "resolve"]) await ana.types(CHECKOUT, `/incident ${word} ${TEXTS["long"]}`);
  await world.settle();
  const size = (blocks: unknown) => JSON.stringify(blocks).length;
  const [draft] = ana.directMessages();
  expect(size(cardIn(world, CHECKOUT).blocks)).toBeLessThan(4_000);
  expect(size(draft?.blocks)).toBeLessThan(6_000);
  const timeline = await ana.types(CHECKOUT, "/incident timeline");
  expect(size(timeline.messages[0]?.blocks)).toBeLessThan(20_000);
});
