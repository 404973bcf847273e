import { describe, expect, test } from "vitest";
import { bench, errorName, refusal } from "./bench.ts";

const section = (text: string) => ({ type: "section" as const, text: { type: "plain_text" as const, text } });

describe("chat.postMessage", () => {
  test("gives each message a timestamp of its own, after the one before", async () => {
    const { client, channel } = await bench();
    const stamps = [];
    for (const text of ["a", "b"]) {
      const { ts, message } = await client.chat.postMessage({ channel: channel("incidents"), text });
      stamps.push(ts);
      expect(message).toMatchObject({ text, user: "U0PITWALL", bot_id: "B0PITWALL" });
    }
    expect(stamps).toEqual(["1795424400.000000", "1795424400.000001"]);
  });

  test.each([
    [{ text: "" }, "no_text"],
    [{ text: "x", blocks: "[[" as never }, "invalid_blocks_format"],
    [{ text: "x", metadata: { event_type: "" } as never }, "invalid_metadata_format"],
    [{ text: "x", metadata: { event_type: "e", event_payload: { a: "y".repeat(9_000) } } }, "metadata_too_large"],
    [{ text: "x", thread_ts: "1.000001" }, "cannot_reply_to_message"],
  ])("refuses %j with %s", async (content, error) => {
    const { client, channel } = await bench();
    expect(await errorName(client.chat.postMessage({ channel: channel("incidents"), ...content }))).toBe(error);
  });

  test("tells what is wrong with blocks and where", async () => {
    const { client, channel } = await bench();
    const blocks = Array.from({ length: 51 }, () => section("x"));
    const answer = await refusal(client.chat.postMessage({ channel: channel("incidents"), text: "x", blocks }));
    expect(answer.error).toBe("invalid_blocks");
    expect(String((answer["errors"] as string[])[0])).toMatch(/\[json-pointer:\/blocks\]$/);
    expect(answer["response_metadata"]).toMatchObject({ messages: [expect.stringMatching(/^\[ERROR\] /)] });
  });

  test("opens the conversation with a person, and takes the name of a public channel", async () => {
    const { client, world } = await bench();
    await client.chat.postMessage({ channel: "U0BO", text: "you are paged" });
    await client.chat.postMessage({ channel: "#incidents", text: "by name" });
    expect(world.as("bo").directMessages()).toMatchObject([{ text: "you are paged" }]);
    expect(world.as("bo").sees("#incidents")).toMatchObject([{ text: "by name" }]);
    expect(await errorName(client.chat.postMessage({ channel: "#nowhere", text: "x" }))).toBe("channel_not_found");
  });

  test("posts into a public channel it has not joined only with the scope for it", async () => {
    const bot = ["chat:write", "channels:read"];
    const manifest = { display_information: { name: "p" }, oauth_config: { scopes: { bot } } };
    const { client, channel, world } = await bench({ manifest });
    await world.as("ana").creates("elsewhere");
    expect(await errorName(client.chat.postMessage({ channel: channel("elsewhere"), text: "x" }))).toBe(
      "not_in_channel",
    );
  });

  test("cuts a text off at 40,000 characters and warns", async () => {
    const { client, channel } = await bench();
    const answer = await client.chat.postMessage({ channel: channel("incidents"), text: "x".repeat(40_001) });
    expect(answer.message?.text).toHaveLength(40_000);
    expect(answer.response_metadata).toMatchObject({ warnings: ["message_truncated"] });
  });
});

describe("chat.update and chat.delete", () => {
  test("text alone takes the blocks away; blocks leave no mark of an edit; metadata stays until it is emptied", async () => {
    const { client, channel, world } = await bench();
    const at = { channel: channel("incidents") };
    const metadata = { event_type: "effect", event_payload: { key: "k" } };
    const posted = await client.chat.postMessage({ ...at, text: "a", blocks: [section("a")], metadata });
    const ts = posted.ts ?? "";
    const shown = () => world.as("ana").sees("#incidents")[0];
    await client.chat.update({ ...at, ts, text: "b", blocks: [section("b")] });
    expect(shown()).toMatchObject({ text: "b", metadata });
    expect(shown()).not.toHaveProperty("edited");
    await client.chat.update({ ...at, ts, text: "c", metadata: {} as never });
    expect(shown()).toMatchObject({ text: "c", edited: { user: "U0PITWALL" } });
    expect(shown()).not.toHaveProperty("blocks");
    expect(shown()).not.toHaveProperty("metadata");
  });

  test("touches only what the app itself wrote", async () => {
    const { client, channel, world } = await bench();
    const at = { channel: channel("incidents") };
    const { ts } = await world.as("ana").says("#incidents", "mine");
    expect(await errorName(client.chat.update({ ...at, ts, text: "x" }))).toBe("cant_update_message");
    expect(await errorName(client.chat.delete({ ...at, ts }))).toBe("cant_delete_message");
    expect(await errorName(client.chat.update({ ...at, ts: "1.000001", text: "x" }))).toBe("message_not_found");
    const own = await client.chat.postMessage({ ...at, text: "own" });
    const long = "x".repeat(4_001);
    expect(await errorName(client.chat.update({ ...at, ts: own.ts ?? "", text: long }))).toBe("msg_too_long");
    await client.chat.delete({ ...at, ts: own.ts ?? "" });
    expect(world.as("ana").sees("#incidents")).toMatchObject([{ text: "mine" }]);
  });

  test("what is left of a deleted message that had replies is a tombstone", async () => {
    const { client, channel, world } = await bench();
    const at = { channel: channel("incidents") };
    const { ts = "" } = await client.chat.postMessage({ ...at, text: "root" });
    await client.chat.postMessage({ ...at, text: "reply", thread_ts: ts });
    await client.chat.delete({ ...at, ts });
    expect(world.as("ana").sees("#incidents")).toMatchObject([{ subtype: "tombstone" }, { text: "reply" }]);
  });
});

describe("chat.postEphemeral", () => {
  test("is seen by one person, who must be in the channel, and cannot be edited", async () => {
    const { client, channel, world } = await bench();
    const at = { channel: channel("incidents") };
    const { message_ts: ts = "" } = await client.chat.postEphemeral({ ...at, user: "U0ANA", text: "for you" });
    expect(world.as("ana").sees("#incidents")).toMatchObject([{ text: "for you", is_ephemeral: true }]);
    expect(world.as("bo").sees("#incidents")).toEqual([]);
    expect(await errorName(client.chat.update({ ...at, ts, text: "x" }))).toBe("message_not_found");
    expect(await errorName(client.chat.postEphemeral({ ...at, user: "U0FAY", text: "x" }))).toBe("user_not_in_channel");
  });
});

describe("reactions, pins, bookmarks", () => {
  test("name what is already so", async () => {
    const { client, channel, world } = await bench();
    const at = { channel: channel("incidents") };
    const { ts: timestamp = "" } = await client.chat.postMessage({ ...at, text: "x" });
    const mark = { ...at, timestamp };
    await client.pins.add(mark);
    await client.reactions.add({ ...mark, name: "eyes" });
    const refused = [
      [client.pins.add(mark), "already_pinned"],
      [client.reactions.add({ ...mark, name: "eyes" }), "already_reacted"],
      [client.reactions.add({ ...mark, name: "Not A Name" }), "invalid_name"],
      [client.reactions.remove({ ...mark, name: "wave" }), "no_reaction"],
      [client.pins.add({ ...at, timestamp: "1.000001" }), "message_not_found"],
      [client.pins.add({ ...at, timestamp: "1" }), "bad_timestamp"],
      [client.pins.add(at as never), "no_item_specified"],
    ] as const;
    for (const [call, error] of refused) expect(await errorName(call)).toBe(error);
    const [message, line] = world.as("ana").sees("#incidents");
    expect(message).toMatchObject({ pinned_to: [at.channel], reactions: [{ name: "eyes", users: ["U0PITWALL"] }] });
    expect(line).toMatchObject({ subtype: "pinned_item", item: { ts: timestamp } });
    expect((await client.pins.list(at)).items).toMatchObject([{ message: { ts: timestamp } }]);
    expect(await errorName(client.pins.add({ ...at, timestamp: line?.ts ?? "" }))).toBe("not_pinnable");
    await client.pins.remove(mark);
    expect(await errorName(client.pins.remove(mark))).toBe("not_pinned");
  });

  test("a bookmark is a link with a title that can be changed", async () => {
    const { client, channel } = await bench();
    const at = { channel_id: channel("incidents") };
    const link = { ...at, title: "Call", type: "link" as const };
    const { bookmark } = await client.bookmarks.add({ ...link, link: "https://meet.example" });
    const bookmark_id = bookmark?.id ?? "";
    await client.bookmarks.edit({ ...at, bookmark_id, title: "Bridge" });
    expect((await client.bookmarks.list(at)).bookmarks).toMatchObject([
      { title: "Bridge", link: "https://meet.example" },
    ]);
    expect(await errorName(client.bookmarks.add({ ...link, link: "meet" }))).toBe("invalid_link");
    await client.bookmarks.remove({ ...at, bookmark_id });
    expect(await errorName(client.bookmarks.remove({ ...at, bookmark_id }))).toBe("not_found");
  });

  test("a channel takes only so many pins", async () => {
    const { client, channel } = await bench({ switches: { pins: 1 } });
    const at = { channel: channel("incidents") };
    const one = await client.chat.postMessage({ ...at, text: "1" });
    const two = await client.chat.postMessage({ ...at, text: "2" });
    await client.pins.add({ ...at, timestamp: one.ts ?? "" });
    expect(await errorName(client.pins.add({ ...at, timestamp: two.ts ?? "" }))).toBe("too_many_pins");
  });
});

describe("permalinks", () => {
  test("are of the form that people know", async () => {
    const { client, channel } = await bench();
    const { ts = "" } = await client.chat.postMessage({ channel: channel("incidents"), text: "x" });
    const { permalink } = await client.chat.getPermalink({ channel: channel("incidents"), message_ts: ts });
    expect(permalink).toBe(`https://acme.slack.com/archives/${channel("incidents")}/p1795424400000000`);
  });
});
