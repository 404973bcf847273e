import { describe, expect, test } from "vitest";
import { bench, errorName, refusal } from "./bench.ts";

const secretRoom = [
  { name: "general", members: ["ana", "bo", "pitwall"] },
  { name: "secret", kind: "private" as const, members: ["ana"] },
];

describe("conversations.create", () => {
  test.each([
    ["", "invalid_name_required"],
    ["Upper", "invalid_name_specials"],
    ["two words", "invalid_name_specials"],
    ["x".repeat(81), "invalid_name_maxlength"],
    ["---", "invalid_name_punctuation"],
    ["general", "name_taken"],
  ])("refuses the name %j with %s", async (name, error) => {
    const { client } = await bench();
    expect(await errorName(client.conversations.create({ name }))).toBe(error);
  });

  test("makes the app a member and writes the line that people see", async () => {
    const { client, world } = await bench();
    const { channel } = await client.conversations.create({ name: "inc-1-checkout" });
    expect(channel).toMatchObject({ name: "inc-1-checkout", is_private: false, is_member: true, creator: "U0PITWALL" });
    expect(world.as("ana").sees("#inc-1-checkout")).toMatchObject([{ subtype: "channel_join", user: "U0PITWALL" }]);
  });

  test.each([
    [true, "name_taken"],
    [false, undefined],
  ])("with archived names taken: %s", async (archivedNamesTaken, error) => {
    const { client } = await bench({ switches: { archivedNamesTaken } });
    const { channel } = await client.conversations.create({ name: "inc-1" });
    await client.conversations.archive({ channel: channel?.id ?? "" });
    const again = client.conversations.create({ name: "inc-1" });
    expect(error === undefined ? (await again).ok : await errorName(again)).toBe(error ?? true);
  });

  test("needs the scope for the kind of channel", async () => {
    const manifest = { display_information: { name: "p" }, oauth_config: { scopes: { bot: ["channels:manage"] } } };
    const { client } = await bench({ manifest });
    expect((await client.conversations.create({ name: "open" })).ok).toBe(true);
    expect(await refusal(client.conversations.create({ name: "closed", is_private: true }))).toMatchObject({
      error: "missing_scope",
      needed: "groups:write",
      provided: "channels:manage",
    });
  });
});

describe("a private channel the app is not in", () => {
  test("does not exist for it", async () => {
    const { client, channel } = await bench({ channels: secretRoom });
    const secret = channel("secret");
    expect(await errorName(client.conversations.info({ channel: secret }))).toBe("channel_not_found");
    expect(await errorName(client.chat.postMessage({ channel: secret, text: "x" }))).toBe("channel_not_found");
    const { channels } = await client.conversations.list({ types: "public_channel,private_channel" });
    expect(channels?.map(({ name }) => name)).toEqual(["general"]);
  });

  test("exists once a person invited it", async () => {
    const { client, channel, world } = await bench({ channels: secretRoom });
    await world.as("ana").invites("#secret", "pitwall");
    expect((await client.conversations.info({ channel: channel("secret") })).channel).toMatchObject({
      is_private: true,
    });
    const lines = world.as("ana").sees("#secret");
    expect(lines.map(({ subtype }) => subtype)).toEqual(["bot_add", "group_join"]);
  });
});

describe("members", () => {
  test("invites several at once and tells the reason for each who cannot be", async () => {
    const { client, channel } = await bench({ channels: [{ name: "general", members: ["ana", "pitwall"] }] });
    const general = channel("general");
    expect((await client.conversations.invite({ channel: general, users: "U0BO,U0CY" })).ok).toBe(true);
    expect(await refusal(client.conversations.invite({ channel: general, users: "U0BO,U0DEE,UNOBODY" }))).toMatchObject(
      {
        error: "already_in_channel",
        errors: [
          { user: "U0BO", ok: false, error: "already_in_channel" },
          { user: "UNOBODY", ok: false, error: "user_not_found" },
        ],
      },
    );
    const { members } = await client.conversations.members({ channel: general });
    expect(members).toEqual(["U0ANA", "U0PITWALL", "U0BO", "U0CY"]);
    await client.conversations.invite({ channel: general, users: "U0BO,U0DEE", force: true });
    expect((await client.conversations.members({ channel: general })).members).toContain("U0DEE");
  });

  test("a deactivated person does not hold up the others", async () => {
    const users = [{ name: "ana" }, { name: "bo" }, { name: "zed", deleted: true }];
    const { client, channel } = await bench({ users, channels: [{ name: "room", members: ["ana", "pitwall"] }] });
    const room = channel("room");
    expect(await errorName(client.conversations.invite({ channel: room, users: "U0ZED,U0BO" }))).toBe("user_not_found");
    expect((await client.conversations.members({ channel: room })).members).toContain("U0BO");
  });

  test("is strict about who may be invited, removed and where", async () => {
    const { client, channel, world } = await bench();
    await world.as("ana").creates("elsewhere");
    const [general, elsewhere] = [channel("general"), channel("elsewhere")];
    const { conversations } = client;
    expect(await errorName(conversations.invite({ channel: general, users: "U0PITWALL" }))).toBe("cant_invite_self");
    expect(await errorName(conversations.invite({ channel: elsewhere, users: "U0BO" }))).toBe("not_in_channel");
    expect(await errorName(conversations.kick({ channel: general, user: "U0BO" }))).toBe("cant_kick_from_general");
    expect(await errorName(conversations.kick({ channel: channel("incidents"), user: "U0PITWALL" }))).toBe(
      "cant_kick_self",
    );
    expect(await errorName(conversations.kick({ channel: channel("incidents"), user: "U0FAY" }))).toBe(
      "not_in_channel",
    );
    expect(await errorName(conversations.leave({ channel: general }))).toBe("cant_leave_general");
    expect(await conversations.leave({ channel: elsewhere })).toMatchObject({ not_in_channel: true });
    expect(await conversations.join({ channel: elsewhere })).not.toHaveProperty("warning");
    expect(await conversations.join({ channel: elsewhere })).toMatchObject({ warning: "already_in_channel" });
  });
});

describe("topic, purpose, name", () => {
  test("a topic changes once for one value, and each change posts a line", async () => {
    const { client, channel, world } = await bench();
    const incidents = channel("incidents");
    await client.conversations.setTopic({ channel: incidents, topic: "SEV1" });
    await client.conversations.setTopic({ channel: incidents, topic: "SEV1" });
    await client.conversations.setPurpose({ channel: incidents, purpose: "fires" });
    expect(
      world
        .as("ana")
        .sees("#incidents")
        .map(({ subtype, topic, purpose }) => [subtype, topic ?? purpose]),
    ).toEqual([
      ["channel_topic", "SEV1"],
      ["channel_purpose", "fires"],
    ]);
    expect(await errorName(client.conversations.setTopic({ channel: incidents, topic: "x".repeat(251) }))).toBe(
      "too_long",
    );
  });

  test("the app renames what it made, and nothing else", async () => {
    const { client, channel, world } = await bench();
    const { channel: made } = await client.conversations.create({ name: "inc-1" });
    const renamed = await client.conversations.rename({ channel: made?.id ?? "", name: "inc-1-checkout" });
    expect(renamed.channel).toMatchObject({ name: "inc-1-checkout", previous_names: ["inc-1"] });
    expect(world.as("bo").sees("#inc-1-checkout").at(-1)).toMatchObject({ subtype: "channel_name", old_name: "inc-1" });
    const incidents = channel("incidents");
    expect(await errorName(client.conversations.rename({ channel: incidents, name: "other" }))).toBe("not_authorized");
    expect(await errorName(client.conversations.rename({ channel: made?.id ?? "", name: "general" }))).toBe(
      "name_taken",
    );
  });
});

describe("an archived channel", () => {
  test("takes nothing more from the app, which cannot open it again; a person can", async () => {
    const { client, channel, world } = await bench();
    const incidents = channel("incidents");
    const { ts } = await client.chat.postMessage({ channel: incidents, text: "before" });
    await client.conversations.archive({ channel: incidents });
    const { conversations, chat, pins, reactions, bookmarks } = client;
    const stamp = ts ?? "";
    const refused = [
      [conversations.archive({ channel: incidents }), "already_archived"],
      [conversations.unarchive({ channel: incidents }), "user_is_bot"],
      [conversations.setTopic({ channel: incidents, topic: "x" }), "is_archived"],
      [conversations.rename({ channel: incidents, name: "x" }), "is_archived"],
      [conversations.invite({ channel: incidents, users: "U0FAY" }), "is_archived"],
      [conversations.join({ channel: incidents }), "is_archived"],
      [chat.postMessage({ channel: incidents, text: "x" }), "is_archived"],
      [chat.update({ channel: incidents, ts: stamp, text: "x" }), "is_inactive"],
      [pins.add({ channel: incidents, timestamp: stamp }), "is_archived"],
      [reactions.add({ channel: incidents, timestamp: stamp, name: "eyes" }), "is_archived"],
      [bookmarks.add({ channel_id: incidents, title: "x", type: "link", link: "https://a.example" }), "is_archived"],
    ] as const;
    for (const [call, error] of refused) expect(await errorName(call)).toBe(error);
    await world.as("ana").unarchives("#incidents");
    expect((await chat.postMessage({ channel: incidents, text: "after" })).ok).toBe(true);
    expect(await errorName(conversations.archive({ channel: channel("general") }))).toBe("cant_archive_general");
  });
});

describe("history and replies", () => {
  test("shows newest first without replies, a page at a time", async () => {
    const { client, channel } = await bench({ switches: { limits: false } });
    const incidents = channel("incidents");
    for (const text of ["one", "two", "three"]) await client.chat.postMessage({ channel: incidents, text });
    const all = await client.conversations.history({ channel: incidents });
    expect(all.messages?.map(({ text }) => text)).toEqual(["three", "two", "one"]);
    const root = all.messages?.[0]?.ts ?? "";
    await client.chat.postMessage({ channel: incidents, text: "reply", thread_ts: root });
    const first = await client.conversations.history({ channel: incidents, limit: 2 });
    expect(first.messages).toMatchObject([{ text: "three", reply_count: 1, thread_ts: root }, { text: "two" }]);
    expect(first.has_more).toBe(true);
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client.conversations.history({ channel: incidents, limit: 2, cursor });
    expect(second.messages).toMatchObject([{ text: "one" }]);
    expect(await errorName(client.conversations.history({ channel: incidents, cursor: "nonsense" }))).toBe(
      "invalid_cursor",
    );
    const thread = await client.conversations.replies({ channel: incidents, ts: root });
    expect(thread.messages?.map(({ text }) => text)).toEqual(["three", "reply"]);
    expect(await errorName(client.conversations.replies({ channel: incidents, ts: "1.000001" }))).toBe(
      "thread_not_found",
    );
  });

  test("keeps to the window that was asked for", async () => {
    const { client, channel } = await bench({ switches: { limits: false } });
    const incidents = channel("incidents");
    const stamps: string[] = [];
    for (const text of ["a", "b", "c"]) {
      stamps.push((await client.chat.postMessage({ channel: incidents, text })).ts ?? "");
    }
    const [oldest = "", , latest = ""] = stamps;
    const inner = await client.conversations.history({ channel: incidents, oldest, latest });
    expect(inner.messages?.map(({ text }) => text)).toEqual(["b"]);
    const outer = await client.conversations.history({ channel: incidents, oldest, latest, inclusive: true });
    expect(outer.messages).toHaveLength(3);
  });

  test("a message that was just posted is invisible for as long as history lags, yet can be edited", async () => {
    const { client, channel, world } = await bench({ switches: { historyLag: 3_000 } });
    const incidents = channel("incidents");
    const { ts } = await client.chat.postMessage({ channel: incidents, text: "new" });
    expect((await client.conversations.history({ channel: incidents })).messages).toEqual([]);
    expect((await client.chat.update({ channel: incidents, ts: ts ?? "", text: "newer" })).ok).toBe(true);
    await world.clock.advance(3_000);
    expect((await client.conversations.history({ channel: incidents })).messages).toMatchObject([{ text: "newer" }]);
  });

  test("gives metadata only when it is asked for", async () => {
    const { client, channel } = await bench();
    const incidents = channel("incidents");
    const metadata = { event_type: "effect", event_payload: { key: "k1" } };
    await client.chat.postMessage({ channel: incidents, text: "x", metadata });
    expect((await client.conversations.history({ channel: incidents })).messages?.[0]).not.toHaveProperty("metadata");
    const asked = await client.conversations.history({ channel: incidents, include_all_metadata: true });
    expect(asked.messages?.[0]?.metadata).toEqual(metadata);
  });

  test("is closed to an app that is not in the channel", async () => {
    const { client, channel, world } = await bench();
    await world.as("ana").creates("elsewhere");
    expect(await errorName(client.conversations.history({ channel: channel("elsewhere") }))).toBe("not_in_channel");
  });
});

describe("lists", () => {
  test("users.conversations tells where a user is, by type, with or without archived ones", async () => {
    const { client, channel } = await bench();
    await client.conversations.create({ name: "inc-1" });
    await client.conversations.create({ name: "sec-1", is_private: true });
    await client.conversations.archive({ channel: channel("inc-1") });
    const types = "public_channel,private_channel";
    const names = async (exclude_archived: boolean) =>
      (await client.users.conversations({ types, exclude_archived })).channels?.map(({ name }) => name);
    expect(await names(false)).toEqual(["general", "incidents", "ask-platform", "inc-1", "sec-1"]);
    expect(await names(true)).toEqual(["general", "incidents", "ask-platform", "sec-1"]);
    expect(await errorName(client.users.conversations({ types: "rooms" }))).toBe("invalid_types");
  });

  test("conversations.open finds the same conversation again", async () => {
    const { client } = await bench({ users: [{ name: "ana" }, { name: "zed", deleted: true }], channels: [] });
    const first = await client.conversations.open({ users: "U0ANA" });
    const again = await client.conversations.open({ users: "U0ANA" });
    expect(again).toMatchObject({ already_open: true, channel: { id: first.channel?.id } });
    expect(await errorName(client.conversations.open({ users: "U0ZED" }))).toBe("user_disabled");
    expect(await errorName(client.conversations.open({ users: "UNOBODY" }))).toBe("user_not_found");
  });
});
