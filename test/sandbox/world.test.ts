import type { App } from "@slack/bolt";
import { afterEach, describe, expect, test } from "vitest";
import { createWorld, type World } from "../../src/sandbox/world.ts";
import { httpApp, type RunningApp, socketApp } from "./slack/bolt-app.ts";

const form = {
  type: "modal" as const,
  callback_id: "declare",
  title: { type: "plain_text" as const, text: "Declare an incident" },
  submit: { type: "plain_text" as const, text: "Declare" },
  blocks: [
    {
      type: "input" as const,
      block_id: "title",
      label: { type: "plain_text" as const, text: "What is broken?" },
      element: { type: "plain_text_input" as const, action_id: "text" },
    },
  ],
};

function register(app: App): void {
  app.command("/incident", async ({ ack, client, body }) => {
    if (body.text === "") await client.views.open({ trigger_id: body.trigger_id, view: form });
    await ack(body.text === "" ? undefined : `You said ${body.text}`);
  });
  app.view("declare", async ({ ack, client, view, body }) => {
    const title = view.state.values["title"]?.["text"]?.value ?? "";
    if (title.length < 5) {
      await ack({ response_action: "errors", errors: { title: "Say a little more" } });
      return;
    }
    await ack();
    const { channel } = await client.conversations.create({ name: "inc-1" });
    await client.conversations.invite({ channel: channel?.id ?? "", users: body.user.id });
    await client.chat.postMessage({
      channel: channel?.id ?? "",
      text: title,
      blocks: [
        { type: "section", text: { type: "plain_text", text: title } },
        {
          type: "actions",
          elements: [
            { type: "button", action_id: "take", text: { type: "plain_text", text: "Take command" }, value: "1" },
          ],
        },
      ],
    });
  });
  app.action("take", async ({ ack, respond, body }) => {
    await ack();
    await respond({ text: `<@${body.user.id}> took command`, response_type: "ephemeral", replace_original: false });
  });
  app.event("app_mention", async ({ event, say }) => {
    await say({ text: `heard: ${event.text}`, thread_ts: event.ts });
  });
}

let world: World;
let bot: RunningApp;

afterEach(async () => {
  expect(world.slack.refusals()).toEqual([]);
  await bot.stop();
  await world.stop();
});

describe.each([
  ["Socket Mode", socketApp],
  ["HTTP", httpApp],
] as const)("a Bolt app over %s", (_, start) => {
  test("a person declares, fills the form, presses the button and mentions the app", async () => {
    world = await createWorld({});
    bot = await start(world.slack, register);
    const ana = world.as("ana");

    const seen = await ana.types("#incidents", "/incident");
    expect(seen.modal?.title.text).toBe("Declare an incident");
    expect(await ana.submits("Declare an incident", { "What is broken?": "x" })).toEqual({
      errors: { "What is broken?": "Say a little more" },
    });
    expect(await ana.submits("Declare an incident", { "What is broken?": "Checkout is down" })).toEqual({
      closed: true,
    });
    expect(ana.modal()).toBeUndefined();
    await world.settle();

    expect(ana.sees("#inc-1").map((message) => message.subtype ?? message.text)).toEqual([
      "channel_join",
      "channel_join",
      "Checkout is down",
    ]);
    expect((await ana.clicks("Take command")).text).toContain("@ana took command");

    const asked = await ana.says("#incidents", "@pitwall who owns checkout & co?");
    await world.settle();
    const replies = ana.sees("#incidents").filter((message) => message.thread_ts === asked.ts);
    expect(replies.map((message) => message.text)).toContain(
      `heard: <@${world.slack.app.botUserId}> who owns checkout &amp; co?`,
    );
  });

  test("what is typed reaches the app with mentions resolved, and its acknowledgement is shown to that person alone", async () => {
    world = await createWorld({});
    bot = await start(world.slack, register);
    const seen = await world.as("ana").types("#incidents", "/incident lead @bo in #general");
    const general = [...world.slack.workspace.channels.values()].find((channel) => channel.name === "general");
    expect(seen.messages[0]?.text).toBe(`You said lead <@U0BO|bo> in <#${general?.id}|general>`);
    expect(world.as("bo").sees("#incidents")).toEqual([]);
  });
});
