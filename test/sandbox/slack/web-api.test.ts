import { describe, expect, test } from "vitest";
import { handlers } from "../../../src/sandbox/slack/api/answer.ts";
import { methodNames } from "../../../src/sandbox/slack/api/method-table.ts";
import { bench, errorName, refusal } from "./bench.ts";
import { webClient } from "./bolt-app.ts";

test("every method of the table is carried out, and none beside it", () => {
  expect(Object.keys(handlers).toSorted()).toEqual(methodNames().toSorted());
});

describe("a call", () => {
  test("needs the right token", async () => {
    const { world } = await bench();
    const { slack } = world;
    expect(await errorName(webClient(slack, "").auth.test())).toBe("not_authed");
    expect(await errorName(webClient(slack, "xoxb-wrong").auth.test())).toBe("invalid_auth");
    expect(await errorName(webClient(slack, slack.app.appToken).auth.test())).toBe("not_allowed_token_type");
    expect(await errorName(webClient(slack).apps.connections.open({}))).toBe("not_allowed_token_type");
    expect(await webClient(slack).auth.test()).toMatchObject({ user_id: "U0PITWALL", bot_id: "B0PITWALL" });
  });

  test("needs the scope, and is told which was granted", async () => {
    const manifest = { display_information: { name: "p" }, oauth_config: { scopes: { bot: ["chat:write"] } } };
    const { client, world } = await bench({ manifest });
    expect(await refusal(client.pins.list({ channel: "C1" }))).toMatchObject({
      error: "missing_scope",
      needed: "pins:read",
      provided: "chat:write",
    });
    const answer = await fetch(`${world.slack.apiUrl}auth.test`, {
      method: "POST",
      headers: { authorization: `Bearer ${world.slack.app.botToken}` },
    });
    expect(answer.headers.get("x-oauth-scopes")).toBe("chat:write");
  });

  test.each([
    ["chat.postEverywhere", {}, "unknown_method"],
    ["chat.postMessage", { text: "x" }, "invalid_arguments"],
    ["chat.postMessage", { channel: "C1", text: "x", colour: "red" }, "invalid_arguments"],
    ["chat.postMessage", { channel: "C1", text: "x", attachments: "red" }, "invalid_arguments"],
    ["conversations.create", { name: "x", is_private: "perhaps" }, "invalid_arguments"],
    ["conversations.history", { channel: "C1", limit: "many" }, "invalid_arguments"],
    ["conversations.history", { channel: "C1", oldest: "yesterday" }, "invalid_arguments"],
    ["views.update", { view: [] }, "invalid_arguments"],
  ])("to %s with %j is a mistake that is kept: %s", async (method, args, error) => {
    const { client, world } = await bench();
    expect(await errorName(client.apiCall(method, args))).toBe(error);
    expect(world.slack.refusals()).toMatchObject([{ method, answer: { error } }]);
  });

  test("names the argument it does not know", async () => {
    const { client } = await bench();
    const answer = await refusal(client.apiCall("chat.postMessage", { channel: "C1", text: "x", colour: "red" }));
    expect(answer["response_metadata"]).toMatchObject({ messages: ["[ERROR] unknown argument: colour"] });
  });

  test("may come as JSON instead of a form", async () => {
    const { world, channel } = await bench();
    const { apiUrl, app } = world.slack;
    const response = await fetch(`${apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${app.botToken}`, "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ channel: channel("incidents"), blocks: [{ type: "divider" }], text: "x" }),
    });
    expect(await response.json()).toMatchObject({ ok: true, message: { blocks: [{ type: "divider" }] } });
  });

  test("is kept with its answer; being late or second is no mistake", async () => {
    const { client, world, channel } = await bench();
    await errorName(client.conversations.create({ name: "general" }));
    await errorName(client.conversations.history({ channel: "C404" }));
    expect(world.slack.calls("conversations.create")).toMatchObject([{ args: { name: "general" }, at: 1795424400000 }]);
    expect(world.slack.refusals().map((call) => call.answer["error"])).toEqual(["channel_not_found"]);
    await errorName(client.chat.postMessage({ channel: channel("incidents"), text: "" }));
    expect(world.slack.refusals(new Set(["channel_not_found"]))).toHaveLength(2);
  });
});

describe("the server", () => {
  test("is for this machine alone", async () => {
    const { world } = await bench();
    const { request } = await import("node:http");
    const status = (headers: Record<string, string>) =>
      new Promise((resolve) => {
        request(`${world.slack.url}/_sandbox/state?as=U0ANA`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).end();
      });
    expect(await status({})).toBe(200);
    expect(await status({ host: "evil.example" })).toBe(403);
    expect(await status({ origin: "https://evil.example" })).toBe(403);
    expect(await status({ origin: world.slack.url })).toBe(200);
  });
});

describe("people and teams", () => {
  test("are described with their zone, and their e-mail when that is granted", async () => {
    const { client, world } = await bench({ usergroups: [{ handle: "sre", name: "SRE", users: ["bo"] }] });
    expect((await client.users.info({ user: "U0BO" })).user).toMatchObject({
      name: "bo",
      tz: "America/New_York",
      tz_offset: -18_000,
      profile: { email: "bo@acme.example" },
    });
    expect((await client.users.lookupByEmail({ email: "ANA@acme.example" })).user?.id).toBe("U0ANA");
    expect(await errorName(client.users.lookupByEmail({ email: "x@y.example" }))).toBe("users_not_found");
    expect(await errorName(client.users.info({ user: "U1" }))).toBe("user_not_found");
    expect((await client.users.list({ limit: 2 })).response_metadata?.next_cursor).not.toBe("");
    const { usergroups } = await client.usergroups.list({ include_users: true });
    expect(usergroups).toMatchObject([{ handle: "sre", users: ["U0BO"] }]);
    const usergroup = usergroups?.[0]?.id ?? "";
    expect((await client.usergroups.users.list({ usergroup })).users).toEqual(["U0BO"]);
    expect((await world.as("ana").says("#general", "@sre")).text).toBe(`<!subteam^${usergroup}>`);
    expect(await errorName(client.usergroups.users.list({ usergroup: "S404" }))).toBe("no_such_subteam");
    expect((await client.bots.info({ bot: "B0PITWALL" })).bot).toMatchObject({ user_id: "U0PITWALL" });
    expect((await client.team.info()).team).toMatchObject({ domain: "acme" });
  });
});

describe("files", () => {
  test("go up in three steps and come down with the token alone", async () => {
    const { client, world, channel } = await bench();
    const done = await client.files.uploadV2({
      channel_id: channel("incidents"),
      filename: "postmortem.md",
      content: "# INC-1",
      initial_comment: "The draft",
    });
    expect(done.ok).toBe(true);
    const [message] = world.as("ana").sees("#incidents");
    expect(message).toMatchObject({
      text: "The draft",
      files: [{ name: "postmortem.md", mimetype: "text/markdown", size: 7 }],
    });
    const file = message?.files?.[0];
    const address = file?.url_private ?? "";
    expect((await fetch(address)).status).toBe(403);
    const headers = { authorization: `Bearer ${world.slack.app.botToken}` };
    expect(await (await fetch(address, { headers })).text()).toBe("# INC-1");
    expect((await client.files.info({ file: file?.id ?? "" })).file).toMatchObject({
      channels: [channel("incidents")],
    });
    expect(await errorName(client.files.info({ file: "F404" }))).toBe("file_not_found");
    const twice = client.files.completeUploadExternal({
      files: [{ id: file?.id ?? "" }],
      channel_id: channel("incidents"),
    });
    expect(await errorName(twice)).toBe("file_not_found");
  });

  test("a person posts an image, and the app can read it", async () => {
    const { world } = await bench();
    const files = [{ name: "graph.png", content: new Uint8Array([1, 2, 3]) }];
    const message = await world.as("ana").says("#incidents", "look", { files });
    expect(message).toMatchObject({ subtype: "file_share", files: [{ mimetype: "image/png", size: 3 }] });
  });
});
