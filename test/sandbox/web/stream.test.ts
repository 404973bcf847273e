import { expect, test } from "vitest";
import type { ChannelSeen } from "../../../src/sandbox/web/protocol.ts";
import { bench } from "../slack/bench.ts";
import { browser } from "./browser.ts";

test("every change is told as it happens, and a listener that was away is told what it missed", async () => {
  const { world } = await bench();
  const bo = browser(world, "U0BO");
  const first = await bo.listens();
  await world.as("ana").says("#incidents", "one");
  await expect.poll(() => first.types()).toEqual(["message"]);
  await first.leave();
  await world.as("ana").says("#incidents", "two");
  await world.as("ana").setsTopic("#incidents", "SEV1");
  const again = await bo.listens(first.told[0]?.id);
  await expect.poll(() => again.types()).toEqual(["message", "channel_seen", "message"]);
  expect(again.of("message")[0]).toMatchObject({ text: "two" });
  expect(again.of("channel_seen")[0]).toMatchObject({ name: "incidents", topic: "SEV1", is_member: true });
});

test("a listener that missed more than is kept, or comes from a workspace that is gone, is told to begin anew", async () => {
  const { world } = await bench();
  const ana = browser(world, "U0ANA");
  const stranger = await ana.listens(100_000);
  await expect.poll(() => stranger.types()).toEqual(["reset"]);
  await ana.state();
  for (let sent = 0; sent < 20_010; sent += 1) world.slack.workspace.changed("caption", String(sent));
  const late = await ana.listens(1);
  await expect.poll(() => late.types()).toEqual(["reset"]);
  expect(late.told[0]?.id).toBe((await ana.state()).lastEventId);
});

test("a listener that goes on after the workspace was started anew begins anew, however much has changed there", async () => {
  const before = browser((await bench()).world, "U0ANA");
  const { lastEventId } = await before.state();
  const { world } = await bench();
  for (let sent = 0; sent < 20; sent += 1) await world.as("bo").says("#incidents", `line ${sent}`);
  const again = await browser(world, "U0ANA").listens(lastEventId);
  await expect.poll(() => again.types()).toEqual(["reset"]);
});

test("one person's stream and state leave out what is not for them", async () => {
  const { world, client, channel } = await bench();
  const [ana, bo] = [browser(world, "U0ANA"), browser(world, "U0BO")];
  const [forAna, forBo] = [await ana.listens(), await bo.listens()];
  await client.chat.postEphemeral({ channel: channel("incidents"), user: "U0ANA", text: "for ana" });
  const secret = await world.as("ana").creates("secret", { isPrivate: true });
  await world.as("ana").says("#secret", "hush");
  await world.as("ana").says("#incidents", "for all");
  await expect.poll(() => forBo.types()).toEqual(["message"]);
  expect(forBo.of("message")).toMatchObject([{ text: "for all" }]);
  await expect.poll(() => forAna.of("message").at(-1)).toMatchObject({ text: "for all" });
  expect(forAna.of("ephemeral")).toMatchObject([{ text: "for ana" }]);

  const [anas, bos] = [await ana.state(), await bo.state()];
  expect(anas.messages[secret.id]?.map(({ text }) => text)).toContain("hush");
  expect(anas.messages[channel("incidents")]?.map(({ text }) => text)).toEqual(["for ana", "for all"]);
  expect(bos.channels.map(({ name }) => name)).not.toContain("secret");
  expect(bos.messages[channel("incidents")]?.map(({ text }) => text)).toEqual(["for all"]);
  expect(JSON.stringify(bos)).not.toContain("hush");
});

test("a private channel comes with an invitation and goes with its member, and what was said there goes with it", async () => {
  const { world } = await bench();
  const bo = browser(world, "U0BO");
  const start = (await bo.state()).lastEventId;
  const { id } = await world.as("ana").creates("secret", { isPrivate: true });
  const before = await bo.listens();
  await world.as("ana").invites("#secret", "bo");
  await expect.poll(() => before.of("channel_seen")).toMatchObject([{ id, is_member: true }]);
  await world.as("ana").says("#secret", "hush");
  await world.as("ana").removes("#secret", "bo");
  await world.as("ana").says("#secret", "only now");
  await expect.poll(() => before.of("channel_deleted")).toEqual([{ id }]);
  expect(JSON.stringify(before.told)).not.toContain("only now");
  await world.as("ana").says("#general", "the end");
  const resumed = await bo.listens(start);
  await expect.poll(() => resumed.of("message")).toMatchObject([{ text: "the end" }]);
  expect(resumed.of("channel_deleted")).toEqual([{ id }]);
  expect(JSON.stringify(resumed.told)).not.toContain("hush");
});

test("what was said in a channel that was deleted is told nobody who comes later", async () => {
  const { world } = await bench();
  const bo = browser(world, "U0BO");
  const start = (await bo.state()).lastEventId;
  await world.as("ana").creates("secret", { isPrivate: true });
  await world.as("ana").says("#secret", "hush");
  await world.as("ana").deletesChannel("#secret");
  await world.as("ana").says("#general", "the end");
  const resumed = await bo.listens(start);
  await expect.poll(() => resumed.types()).toEqual(["message"]);
  expect(resumed.of("message")).toMatchObject([{ text: "the end" }]);
});

test("a reply tells the message above it as well, and what is deleted with replies stays as a tombstone", async () => {
  const { world } = await bench();
  const bo = await browser(world, "U0BO").listens();
  const first = await world.as("ana").says("#incidents", "It is down");
  const reply = await world.as("cy").says("#incidents", "Looking", { thread: first });
  await expect.poll(() => bo.of("message_changed").at(-1)).toMatchObject({ ts: first.ts, reply_count: 1 });
  await world.as("ana").deletes(first);
  await expect.poll(() => bo.of("message_changed").at(-1)).toMatchObject({ ts: first.ts, subtype: "tombstone" });
  await world.as("cy").deletes(reply);
  await expect.poll(() => bo.of("message_deleted")).toEqual([{ channel: first.channel, ts: reply.ts }]);
  expect(bo.of("message_changed").at(-1)).toMatchObject({ ts: first.ts, reply_count: 0 });
});

test("the conversation with the app is there from the beginning", async () => {
  const { world } = await bench();
  const { channels, bot } = await browser(world, "U0ANA").state();
  const withApp = channels.filter(({ kind }): boolean => kind === "im") as readonly ChannelSeen[];
  expect(withApp).toMatchObject([{ members: [bot, "U0ANA"], is_member: true }]);
});
