import type { App } from "@slack/bolt";
import { describe, expect, test } from "vitest";
import { signatureOf } from "../../../src/sandbox/slack/http-mode.ts";
import type { World } from "../../../src/sandbox/world.ts";
import { bench } from "./bench.ts";
import { httpApp, type RunningApp, socketApp } from "./bolt-app.ts";

type Heard = Record<string, unknown>;

/** An app that only listens: what it heard, in order. */
async function listening(
  world: World,
  start: typeof socketApp = socketApp,
): Promise<{ heard: Heard[]; app: RunningApp }> {
  const heard: Heard[] = [];
  const app = await start(world.slack, (bolt: App) => {
    bolt.use(async ({ body, next }) => {
      const { event } = body as unknown as { event?: Heard };
      heard.push(event ?? (body as unknown as Heard));
      await next();
    });
  });
  return { heard, app };
}

function types(heard: readonly Heard[]): string[] {
  return heard.map(({ type, subtype }) => [type, subtype].filter((word) => word !== undefined).join("/"));
}

describe("events", () => {
  test("reach the app for what happens where it is, and nothing of where it is not", async () => {
    const { world } = await bench();
    const { heard, app } = await listening(world);
    const ana = world.as("ana");
    const message = await ana.says("#incidents", "it is slow");
    await ana.reacts(":pushpin:", message);
    await ana.unreacts("pushpin", message);
    await ana.pins(message);
    await ana.unpins(message);
    await ana.edits(message, "it is down");
    await ana.deletes(message);
    expect(types(heard)).toEqual([
      "message",
      "reaction_added",
      "reaction_removed",
      "message/pinned_item",
      "pin_added",
      "pin_removed",
      "message/message_changed",
      "message/message_deleted",
    ]);
    heard.length = 0;
    await ana.creates("private-matter", { isPrivate: true });
    await ana.says("#private-matter", "you do not hear this, @pitwall");
    await ana.creates("elsewhere");
    await ana.says("#elsewhere", "nor this");
    await ana.renames("#elsewhere", "somewhere");
    await ana.archives("#somewhere");
    await ana.unarchives("#somewhere");
    await ana.deletesChannel("#somewhere");
    expect(types(heard)).toEqual([
      "channel_created",
      "channel_rename",
      "channel_archive",
      "channel_unarchive",
      "channel_deleted",
    ]);
    await app.stop();
  });

  test("overtake each other where every other one is late", async () => {
    const { world } = await bench();
    const { heard, app } = await listening(world);
    world.slack.switches.lateEvents = 1_000;
    const ana = world.as("ana");
    for (const text of ["one", "two", "three"]) await ana.says("#incidents", text);
    await world.settle({ upTo: 2_000 });
    expect(heard.map(({ text }) => text)).toEqual(["two", "one", "three"]);
    await app.stop();
  });

  test("about a channel come in its private twin's name, and end when the app is removed", async () => {
    const { world } = await bench();
    const { heard, app } = await listening(world);
    const ana = world.as("ana");
    await ana.creates("secret", { isPrivate: true });
    await ana.invites("#secret", "pitwall");
    await ana.renames("#secret", "secrets");
    await ana.removes("#secrets", "pitwall");
    await ana.archives("#secrets");
    expect(types(heard)).toEqual([
      // The line about its own joining is the app's own message, which Bolt keeps from it.
      "message/bot_add",
      "member_joined_channel",
      "message/group_name",
      "group_rename",
      "member_left_channel",
      "group_left",
    ]);
    expect(heard[1]).toMatchObject({ user: "U0PITWALL", inviter: "U0ANA", channel_type: "G" });
    await app.stop();
  });

  test("a mention is heard twice, a direct message once, an edited profile and the Home tab too", async () => {
    const { world } = await bench();
    const { heard, app } = await listening(world);
    const ana = world.as("ana");
    await ana.says("#incidents", "@pitwall help");
    await ana.opensHome();
    await ana.says("@pitwall", "hello");
    await ana.changesProfile({ tz: "Asia/Tokyo" });
    expect(types(heard).toSorted()).toEqual(["app_home_opened", "app_mention", "message", "message", "user_change"]);
    expect(heard.find(({ channel_type }) => channel_type === "im")).toMatchObject({ text: "hello", user: "U0ANA" });
    expect(heard.find(({ type }) => type === "user_change")).toMatchObject({ user: { tz: "Asia/Tokyo" } });
    await app.stop();
  });

  test("are those the manifest subscribes to, and no others", async () => {
    const manifest = {
      display_information: { name: "p" },
      settings: { event_subscriptions: { bot_events: ["reaction_added"] } },
    };
    const { world } = await bench({ manifest });
    const { heard, app } = await listening(world);
    await world.as("ana").reacts("eyes", await world.as("ana").says("#incidents", "x"));
    expect(types(heard)).toEqual(["reaction_added"]);
    await app.stop();
  });
});

describe("Socket Mode", () => {
  test("an event that was not acknowledged comes again, once at once and then after a minute", async () => {
    const { world } = await bench();
    const seen: unknown[] = [];
    const connection = await openSocket(world);
    connection.addEventListener("message", ({ data }) => {
      const envelope = JSON.parse(String(data)) as Heard;
      if (envelope["type"] === "hello") return;
      seen.push([envelope["retry_attempt"], envelope["retry_reason"]]);
      connection.close();
    });
    world.slack.workspace.emit({ type: "user_change", event_ts: "1" });
    await expect.poll(() => seen.length).toBe(1);
    await expect.poll(() => world.slack.busy()).toEqual([]);
    const { heard, app } = await listening(world);
    const retries: unknown[] = [];
    app.app.event("user_change", async ({ context }) => void retries.push([context.retryNum, context.retryReason]));
    await world.settle();
    expect(seen).toEqual([[0, ""]]);
    expect(types(heard)).toEqual(["user_change"]);
    expect(retries).toEqual([[2, "connection_failed"]]);
    await app.stop();
  });

  test("each delivery goes to one of several connections; all may be told to come back", async () => {
    const { world } = await bench();
    const one = await listening(world);
    const two = await listening(world);
    expect(world.slack.socketMode.connections()).toBe(2);
    for (const text of ["a", "b", "c", "d"]) await world.as("ana").says("#incidents", text);
    expect(one.heard).toHaveLength(2);
    expect(two.heard).toHaveLength(2);
    world.slack.socketMode.disconnect("refresh_requested");
    await expect.poll(() => world.slack.socketMode.connections()).toBe(0);
    await expect.poll(() => world.slack.socketMode.connections(), { timeout: 3_000 }).toBe(2);
    await one.app.stop();
    await two.app.stop();
  });

  test("a command finds nobody, and the person is told so", async () => {
    const { world } = await bench();
    expect((await world.as("ana").types("#incidents", "/incident")).failed).toBe("dispatch_failed");
  });

  test("a ticket opens one connection only", async () => {
    const { world } = await bench();
    const address = world.slack.url.replace("http", "ws") + world.slack.socketMode.ticket();
    const first = new WebSocket(address);
    await new Promise((resolve) => first.addEventListener("open", resolve));
    const second = new WebSocket(address);
    expect(await new Promise((resolve) => second.addEventListener("error", () => resolve("refused")))).toBe("refused");
    first.close();
  });
});

async function openSocket(world: World): Promise<WebSocket> {
  const connection = new WebSocket(world.slack.url.replace("http", "ws") + world.slack.socketMode.ticket());
  await new Promise((resolve) => connection.addEventListener("open", resolve));
  return connection;
}

describe("HTTP", () => {
  test("a request is signed as documented", () => {
    // Computed once by hand with: printf 'v0:1:body' | openssl dgst -sha256 -hmac secret
    expect(signatureOf("secret", 1, "body")).toBe(
      "v0=c9bc7cc90a3668336bc5414530c26b4fdd714d73e447a37b322b8251e09f98e2",
    );
  });

  test("an app with another secret takes nothing, and events come again", async () => {
    const { world } = await bench();
    const wrong = await httpApp(world.slack, () => undefined, "another secret");
    expect((await world.as("ana").types("#incidents", "/incident")).failed).toBe("dispatch_failed");
    await world.as("ana").says("#incidents", "are you there?");
    await wrong.stop();
    const { heard, app } = await listening(world, httpApp);
    expect(heard).toEqual([]);
    await world.settle();
    expect(types(heard)).toEqual(["message"]);
    await app.stop();
  });

  test("a retry says that it is one; an app can ask for none", async () => {
    const { world } = await bench();
    const { createServer } = await import("node:http");
    const requests: unknown[] = [];
    const server = createServer((request, response) => {
      requests.push([request.headers["x-slack-retry-num"], request.headers["x-slack-retry-reason"]]);
      request.resume();
      response.writeHead(503, requests.length === 3 ? { "x-slack-no-retry": "1" } : {}).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as import("node:net").AddressInfo;
    world.slack.sendTo(`http://127.0.0.1:${port}/`);
    world.slack.workspace.emit({ type: "user_change", event_ts: "1" });
    await world.settle({ upTo: 10 * 60_000 });
    expect(requests).toEqual([
      [undefined, undefined],
      ["1", "http_error"],
      ["2", "http_error"],
    ]);
    server.close();
  });
});

describe("a planned fault of delivery", () => {
  test("an acknowledgement is lost: the app worked, the person believes it did not", async () => {
    const { world } = await bench();
    const { heard, app } = await listening(world);
    app.app.command("/incident", ({ ack }) => ack("declared"));
    world.slack.switches.deliveryFaults.push({ type: "slash_commands", fault: "lost-ack", times: 1 });
    const ana = world.as("ana");
    expect(await ana.types("#incidents", "/incident")).toMatchObject({ failed: "operation_timeout", messages: [] });
    expect(heard).toHaveLength(1);
    expect((await ana.types("#incidents", "/incident")).text).toContain("declared");
    await app.stop();
  });

  test("an event comes twice under one id; a command does not come at all", async () => {
    const { world } = await bench();
    const ids: unknown[] = [];
    const { app } = await listening(world);
    app.app.message(async ({ body }) => void ids.push(body.event_id));
    world.slack.switches.deliveryFaults.push({ type: "events_api", fault: "twice", times: 1 });
    await world.as("ana").says("#incidents", "once");
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    world.slack.switches.deliveryFaults.push({ type: "slash_commands", fault: "not-delivered", times: 1 });
    expect((await world.as("ana").types("#incidents", "/incident")).failed).toBe("dispatch_failed");
    await app.stop();
  });
});

describe("response_url", () => {
  test("answers five times in half an hour: to that person, in the channel, in place of what was pressed", async () => {
    const { world } = await bench();
    const answers: number[] = [];
    let url = "";
    const post = async (body: object) => {
      const { status } = await fetch(url, { method: "POST", body: JSON.stringify(body) });
      answers.push(status);
    };
    const app = await socketApp(world.slack, (bolt) => {
      bolt.command("/incident", async ({ ack, body }) => {
        url = body.response_url;
        await ack({ text: "Sure?", blocks: [{ type: "actions", elements: [button("Yes")] }] });
      });
      bolt.action("Yes", async ({ ack, body }) => {
        url = (body as unknown as { response_url: string }).response_url;
        await ack();
      });
    });
    const ana = world.as("ana");
    await ana.types("#incidents", "/incident");
    await post({ text: "for you" });
    await post({ text: "for all", response_type: "in_channel" });
    expect(
      world
        .as("bo")
        .sees("#incidents")
        .map(({ text }) => text),
    ).toEqual(["for all"]);
    expect(ana.sees("#incidents").map(({ text }) => text)).toEqual(["Sure?", "for you", "for all"]);
    await ana.clicks("Yes");
    await post({ text: "Done", replace_original: true });
    await post({ text: "" });
    expect(ana.sees("#incidents").map(({ text }) => text)).toEqual(["Done", "for you", "for all"]);
    await post({ delete_original: true });
    expect(ana.sees("#incidents").map(({ text }) => text)).toEqual(["for you", "for all"]);
    for (const text of ["3", "4", "5", "6"]) await post({ text });
    expect(answers).toEqual([200, 200, 200, 400, 200, 200, 200, 200, 404]);
    await ana.types("#incidents", "/incident");
    await world.clock.advance(30 * 60_000 + 1);
    await post({ text: "too late" });
    expect(answers.at(-1)).toBe(404);
    expect(world.slack.refusals().map((call) => call.answer["error"])).toEqual(["no_text", "used_url", "expired_url"]);
    await app.stop();
  });
});

function button(text: string) {
  return { type: "button" as const, action_id: text, text: { type: "plain_text" as const, text } };
}
