import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "@slack/bolt";
import { expect, test } from "vitest";
import { bench } from "./bench.ts";
import { socketApp } from "./bolt-app.ts";

type Payload = Record<string, unknown>;

/** No enterprise here; of older days; presets that Slack fills in; how a file looks; ids of the sample's own blocks. */
const ABSENT =
  /^(enterprise_id|enterprise_name|authed_users|client_msg_id|emoji|optional|upload|display_as_bot|files|values)$/;

const plain = (text: string) => ({ type: "plain_text" as const, text });

async function rehearse(): Promise<Map<string, Payload>> {
  const { world, client, channel } = await bench();
  const heard = new Map<string, Payload>();
  const app = await socketApp(world.slack, (bolt: App) => {
    bolt.use(async ({ body, next }) => {
      const payload = body as unknown as Payload;
      const event = payload["event"] as Payload | undefined;
      const name = [payload["command"] ?? event?.["type"] ?? payload["type"], event?.["subtype"]];
      heard.set(name.filter((word) => word !== undefined).join("/"), payload);
      await next();
    });
    bolt.command("/incident", async ({ ack, client: own, body }) => {
      const element = { type: "plain_text_input" as const, action_id: "a" };
      const blocks = [{ type: "input" as const, label: plain("A"), element }];
      const view = { type: "modal" as const, title: plain("Form"), submit: plain("Go"), close: plain("No"), blocks };
      await own.views.open({ trigger_id: body.trigger_id, view: { ...view, notify_on_close: true } });
      await ack();
    });
    bolt.view(/.*/, ({ ack }) => ack());
    bolt.view({ callback_id: /.*/, type: "view_closed" }, ({ ack }) => ack());
    bolt.action(/.*/, ({ ack }) => ack());
  });
  const ana = world.as("ana");
  await ana.types("#incidents", "/incident Hi");
  await ana.submits("Form", { A: "x" });
  await ana.types("#incidents", "/incident Hi");
  await ana.closes();
  const button = { type: "button" as const, action_id: "a", text: plain("Press"), value: "v" };
  const blocks = [{ type: "actions" as const, elements: [button] }];
  await client.chat.postEphemeral({ channel: channel("incidents"), user: ana.id, text: "x", blocks });
  await ana.clicks("Press");
  const message = await ana.says("#incidents", "Hello World!");
  await ana.reacts("eyes", message);
  await ana.edits(message, "updated");
  await ana.deletes(message);
  await ana.says("#incidents", "look", { files: [{ name: "a.png", content: "x" }] });
  await ana.invites("#incidents", "fay");
  await app.stop();
  return heard;
}

/** Paths of the sample that ours lacks; lists are compared by their first item. */
function lacking(sample: unknown, ours: unknown, path = ""): string[] {
  if (Array.isArray(sample))
    return Array.isArray(ours) && ours.length > 0 ? lacking(sample[0], ours[0], `${path}[]`) : [];
  if (typeof sample !== "object" || sample === null) return [];
  if (typeof ours !== "object" || ours === null) return [path];
  return Object.entries(sample).flatMap(([key, value]) => {
    if (ABSENT.test(key)) return [];
    return key in ours ? lacking(value, (ours as Payload)[key], `${path}.${key}`) : [`${path}.${key}`];
  });
}

test("deliveries have every field that recorded ones have", async () => {
  const folder = process.env["PITWALL_SAMPLES"];
  if (folder === undefined) {
    console.log("Left out: PITWALL_SAMPLES names no folder with recorded Slack payloads");
    return;
  }
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(folder, "slack/samples/payloads-bolt-python", `${name}.json`), "utf8"));
  const heard = await rehearse();
  const compared = {
    "/incident": (read("slash_command.slash_command_body.urlencoded") as Payload)["parsed"],
    block_actions: read("block_actions.body"),
    view_submission: read("view_submission.body"),
    view_closed: read("view_closed.body"),
    message: read("message.message_body"),
    reaction_added: read("events.valid_reaction_added_body"),
    "message/message_changed": read("message_changed.event_payload"),
    "message/message_deleted": read("message_deleted.event_payload"),
    "message/file_share": read("message_file_share.event_payload"),
    member_joined_channel: read("events.join_event_body"),
  };
  const missing = Object.entries(compared).flatMap(([name, sample]) =>
    lacking(sample, heard.get(name)).map((path) => `${name}${path}`),
  );
  expect(missing).toEqual([]);
});
