import type { App } from "@slack/bolt";
import type { KnownBlock } from "@slack/web-api";
import { describe, expect, test } from "vitest";
import { bench } from "./bench.ts";
import { socketApp } from "./bolt-app.ts";

function plain(text: string) {
  return { type: "plain_text" as const, text };
}

function option(text: string) {
  return { text: plain(text), value: text.toLowerCase() };
}

const everyInput = [
  ["text", "Title", { type: "plain_text_input" }],
  ["severity", "Severity", { type: "static_select", options: [option("SEV1"), option("SEV2")] }],
  ["services", "Services", { type: "multi_static_select", options: [option("Checkout"), option("Search")] }],
  ["found", "Found", { type: "external_select", min_query_length: 1 }],
  ["who", "Commander", { type: "users_select" }],
  ["where", "Announce in", { type: "conversations_select" }],
  ["day", "Day", { type: "datepicker" }],
  ["hour", "Hour", { type: "timepicker" }],
  ["moment", "Moment", { type: "datetimepicker" }],
  ["flags", "Flags", { type: "checkboxes", options: [option("Private"), option("Drill")] }],
  ["kind", "Kind", { type: "radio_buttons", options: [option("Real"), option("Test")] }],
  ["proof", "Proof", { type: "file_input" }],
] as const;

const bigForm = {
  type: "modal" as const,
  callback_id: "big",
  title: plain("Everything"),
  submit: plain("Go"),
  blocks: everyInput.map(
    ([id, label, element]) =>
      ({
        type: "input",
        block_id: id,
        label: plain(label),
        optional: true,
        element: { ...element, action_id: "v" },
      }) as KnownBlock,
  ),
};

const card: KnownBlock[] = [
  {
    type: "actions",
    elements: [
      { type: "button", action_id: "take", text: plain("Take command"), value: "i1" },
      {
        type: "button",
        action_id: "stop",
        text: plain("Cancel it"),
        confirm: { title: plain("Sure?"), text: plain("It ends."), confirm: plain("Yes"), deny: plain("No") },
      },
      { type: "overflow", action_id: "more", options: [option("Merge"), option("Link")] },
      {
        type: "static_select",
        action_id: "sev",
        placeholder: plain("Severity"),
        options: [option("SEV1"), option("SEV2")],
      },
    ],
  },
];

type Heard = { state: unknown; actions: unknown[]; shortcuts: unknown[] };

async function rehearsal() {
  const { world, client, channel } = await bench();
  const heard: Heard = { state: undefined, actions: [], shortcuts: [] };
  const app = await socketApp(world.slack, (bolt: App) => {
    bolt.command("/incident", async ({ ack, client: own, body }) => {
      await own.views.open({ trigger_id: body.trigger_id, view: bigForm });
      await ack();
    });
    bolt.options("v", async ({ ack, options }) => ack({ options: [option(options.value), option("Found Search")] }));
    bolt.view("big", async ({ ack, view }) => {
      heard.state = view.state.values;
      await ack();
    });
    bolt.action(/.*/, async ({ ack, body }) => {
      heard.actions.push(body);
      await ack();
    });
    bolt.shortcut("add_to_timeline", async ({ ack, shortcut }) => {
      heard.shortcuts.push(shortcut);
      await ack();
    });
  });
  return { world, client, channel, heard, app, ana: world.as("ana") };
}

describe("a form", () => {
  test("is filled by its labels, whatever the input, and arrives as Slack words it", async () => {
    const { ana, heard, app, channel } = await rehearsal();
    await ana.types("#incidents", "/incident");
    const done = await ana.submits("Everything", {
      Title: "Checkout is down",
      Severity: "SEV1",
      Services: ["Checkout", "Search"],
      Found: "Found Search",
      Commander: "@bo",
      "Announce in": "#general",
      Day: "2026-11-22",
      Hour: "14:05",
      Moment: "2026-11-22T14:05:00Z",
      Flags: "Drill",
      Kind: "Real",
      Proof: [{ name: "log.txt", content: "boom" }],
    });
    expect(done).toEqual({ closed: true });
    expect(heard.state).toMatchObject({
      text: { v: { type: "plain_text_input", value: "Checkout is down" } },
      severity: { v: { selected_option: { value: "sev1", text: { text: "SEV1" } } } },
      services: { v: { selected_options: [{ value: "checkout" }, { value: "search" }] } },
      found: { v: { selected_option: { text: { text: "Found Search" } } } },
      who: { v: { selected_user: "U0BO" } },
      where: { v: { selected_conversation: channel("general") } },
      day: { v: { selected_date: "2026-11-22" } },
      hour: { v: { selected_time: "14:05" } },
      moment: { v: { selected_date_time: 1795356300 } },
      flags: { v: { selected_options: [{ value: "drill" }] } },
      kind: { v: { selected_option: { value: "real" } } },
      proof: { v: { files: [{ name: "log.txt", size: 4 }] } },
    });
    await app.stop();
  });

  test("says what it has when a label, an option or the form is not there", async () => {
    const { ana, app } = await rehearsal();
    await expect(ana.submits("Everything")).rejects.toThrow("ana has no form open");
    await ana.types("#incidents", "/incident");
    await expect(ana.submits("Nothing")).rejects.toThrow('The open form is called "Everything"');
    await expect(ana.submits("Everything", { Subject: "x" })).rejects.toThrow(
      /no input "Subject"; it has "Title", "Sev/,
    );
    await expect(ana.submits("Everything", { Severity: "SEV9" })).rejects.toThrow(
      'no option "SEV9"; it has "SEV1", "SEV2"',
    );
    await expect(ana.submits("Everything", { Commander: "zoe" })).rejects.toThrow('Nobody here is called "zoe"');
    await app.stop();
  });

  test.each([
    ["null", { type: "datepicker", selected_date: null }],
    ["absent", { type: "datepicker" }],
  ] as const)("an input left empty is %s in the state", async (emptyInputs, expected) => {
    const { ana, world, heard, app } = await rehearsal();
    world.slack.switches.emptyInputs = emptyInputs;
    await ana.types("#incidents", "/incident");
    await ana.submits("Everything");
    expect(heard.state).toMatchObject({ services: { v: { selected_options: [] } } });
    expect((heard.state as { day: { v: unknown } }).day.v).toEqual(expected);
    await app.stop();
  });
});

describe("a message", () => {
  test("has buttons, menus and lists that are used by their words", async () => {
    const { ana, client, channel, heard, app } = await rehearsal();
    await client.chat.postMessage({ channel: channel("incidents"), text: "INC-1", blocks: card });
    await ana.clicks("Take command", { in: "#incidents" });
    await ana.clicks("Cancel it");
    await ana.clicks("Merge");
    await ana.selects("SEV2");
    await ana.clicks({ action_id: "take" });
    expect(heard.actions).toMatchObject([
      {
        type: "block_actions",
        actions: [{ action_id: "take", value: "i1" }],
        message: { text: "INC-1" },
        channel: { name: "incidents" },
      },
      { actions: [{ action_id: "stop" }] },
      { actions: [{ action_id: "more", selected_option: { value: "merge" } }] },
      { actions: [{ action_id: "sev", selected_option: { value: "sev2" } }] },
      { actions: [{ action_id: "take" }], state: { values: expect.anything() } },
    ]);
    await expect(ana.clicks("Fly")).rejects.toThrow(/no button "Fly".*"Take command" in #incidents.*\(Merge, Link\)/);
    await expect(ana.clicks("Take command", { in: "modal" })).rejects.toThrow("none at all");
    await app.stop();
  });

  test("can be acted on by a shortcut of the app", async () => {
    const { ana, heard, app } = await rehearsal();
    const message = await ana.says("#incidents", "rolled back");
    await ana.uses("Add to timeline", message);
    expect(heard.shortcuts).toMatchObject([{ type: "message_action", message: { text: "rolled back" } }]);
    await expect(ana.uses("Teleport", message)).rejects.toThrow('no message shortcut "Teleport"; there are');
    await app.stop();
  });
});

describe("a person can do no more than in Slack", () => {
  test("and is told why", async () => {
    const { world } = await bench();
    const [ana, fay] = [world.as("ana"), world.as("fay")];
    await expect(fay.types("#incidents", "/incident")).rejects.toThrow(
      "fay is not in #incidents and must join it first",
    );
    await expect(ana.types("#incidents", "/unknown")).rejects.toThrow("/unknown is not a valid command");
    await ana.creates("secret", { isPrivate: true });
    expect(() => fay.sees("#secret")).toThrow(/fay sees no channel "#secret"; sees #general/);
    const message = await ana.says("#incidents", "mine");
    await expect(fay.edits(message, "hers")).rejects.toThrow("fay did not write that message");
    await ana.archives("#incidents");
    await expect(ana.says("#incidents", "more")).rejects.toThrow("#incidents is archived");
  });
});

describe("what people type", () => {
  test("arrives escaped, with mentions, channels and links as references; what looks like one stays text", async () => {
    const { world, channel } = await bench();
    const said = await world
      .as("ana")
      .says("#incidents", "@bo see #general & <!channel> https://a.example/?x=1&y=2 me@bo.example @nobody");
    expect(said.text).toBe(
      `<@U0BO> see <#${channel("general")}|general> &amp; &lt;!channel&gt; <https://a.example/?x=1&amp;y=2> me@bo.example @nobody`,
    );
    expect(said.blocks?.[0]).toMatchObject({
      type: "rich_text",
      elements: [
        {
          elements: [
            { type: "user", user_id: "U0BO" },
            { type: "text", text: " see " },
            { type: "channel" },
            { text: " & <!channel> " },
            { type: "link", url: "https://a.example/?x=1&y=2" },
            {},
          ],
        },
      ],
    });
  });

  test("has its marks and emoji as Slack's composer makes them, and the text as it was typed", async () => {
    const { world } = await bench();
    const typed = "*down* _again_ ~up~ `503` :eyes:\nsee @bo";
    const { text, blocks } = await world.as("ana").says("#incidents", typed);
    expect(text).toBe(typed.replace("@bo", "<@U0BO>"));
    expect(blocks?.[0]).toMatchObject({
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "down", style: { bold: true } },
            { type: "text", text: " " },
            { type: "text", text: "again", style: { italic: true } },
            { type: "text", text: " " },
            { type: "text", text: "up", style: { strike: true } },
            { type: "text", text: " " },
            { type: "text", text: "503", style: { code: true } },
            { type: "text", text: " " },
            { type: "emoji", name: "eyes" },
            { type: "text", text: "\nsee " },
            { type: "user", user_id: "U0BO" },
          ],
        },
      ],
    });
  });

  test("is read aloud line by line", async () => {
    const { world } = await bench();
    await world.as("bo").says("#incidents", "@ana it is down");
    expect(world.as("ana").reads("#incidents")).toContain("10:00 bo: @ana it is down");
  });
});
