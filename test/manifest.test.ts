import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { manifestFor, manifestText } from "../src/cli/manifest.ts";
import { root } from "../src/root.ts";
import { faultsAgainst, type Schema } from "./schema-check.ts";

const url = "https://pitwall.example.com";
const socket = manifestFor({ mode: "socket" });
const http = manifestFor({ mode: "http", url });

test.each([
  ["socket.json", socket],
  ["http.json", http],
])("manifests/%s is what the code says: run tools/write-manifests.ts", (file, manifest) => {
  expect(readFileSync(new URL(`manifests/${file}`, root), "utf8")).toBe(manifestText(manifest));
});

describe("by HTTP", () => {
  test("everything arrives at one address", () => {
    const request = `${url}/slack/events`;
    expect(manifestFor({ mode: "http", url: `${url}/` })).toEqual(http);
    expect(http.features.slash_commands.map((command) => command.url)).toEqual([request, request]);
    expect(http.settings.event_subscriptions.request_url).toBe(request);
    expect(http.settings.interactivity).toEqual({
      is_enabled: true,
      request_url: request,
      message_menu_options_url: request,
    });
    expect(http.settings.socket_mode_enabled).toBe(false);
  });
});

describe("by socket", () => {
  test("no address is named", () => {
    expect(JSON.stringify(socket)).not.toMatch(/https?:/);
    expect(socket.settings.socket_mode_enabled).toBe(true);
  });
});

test("a command can have another name", () => {
  const names = manifestFor({ mode: "socket" }, { "/incident": "/pit" }).features.slash_commands;
  expect(names.map(({ command }) => command)).toEqual(["/pit", "/platform"]);
});

describe("Slack's rules", () => {
  // Lengths of the published schema (slackapi/manifest-schema, version 2).
  test.each([
    ["the name", socket.display_information.name, 1, 35],
    ["the description", socket.display_information.description, 1, 140],
    ["the long description", socket.display_information.long_description, 175, 4_000],
    ["the colour", socket.display_information.background_color, 4, 7],
    ["the bot's name", socket.features.bot_user.display_name, 1, 80],
    ...socket.features.slash_commands.flatMap(({ command, description, usage_hint }) => [
      [`the command ${command}`, command, 2, 32] as const,
      [`the description of ${command}`, description, 1, 2_000] as const,
      [`the hint of ${command}`, usage_hint, 1, 1_000] as const,
    ]),
    ...socket.features.shortcuts.flatMap(({ name, callback_id, description }) => [
      [`the shortcut ${name}`, name, 1, 24] as const,
      [`the callback of ${name}`, callback_id, 1, 255] as const,
      [`the description of ${name}`, description, 1, 150] as const,
    ]),
  ] as const)("%s is neither too short nor too long", (_what, text, least, most) => {
    expect(text.length).toBeGreaterThanOrEqual(least);
    expect(text.length).toBeLessThanOrEqual(most);
  });

  test("the published schema has nothing against either manifest", () => {
    const samples = process.env["PITWALL_SAMPLES"];
    const path = `${samples}/slack/slack-manifest.schema.json`;
    if (samples === undefined || !existsSync(path)) {
      console.warn("Left out: the manifests were not compared with the published schema (PITWALL_SAMPLES is not set).");
      return;
    }
    const schema = JSON.parse(readFileSync(path, "utf8")) as Schema;
    expect(faultsAgainst(schema, socket)).toEqual([]);
    expect(faultsAgainst(schema, http)).toEqual([]);
    const wrong = { ...socket, display_information: { name: "", colour: "red", background_color: "grey!" } };
    expect(faultsAgainst(schema, wrong)).toEqual([
      "/display_information/name: is shorter than 1",
      "/display_information/colour: is not known",
      "/display_information/background_color: is not /^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/",
    ]);
  });
});

describe("scopes", () => {
  const granted: ReadonlySet<string> = new Set(socket.oauth_config.scopes.bot);

  test("cover every Web API method that the bot calls", () => {
    const uncovered = methodsCalled().flatMap((method) => {
      const needed = needsOf(method);
      return needed
        .filter((scopes) => !scopes.some((scope) => granted.has(scope)))
        .map((scopes) => `${method}: ${scopes.join(" or ")}`);
    });
    expect(uncovered).toEqual([]);
  });

  // From Slack's event reference; an event that stands nowhere here needs none.
  const scopesOfEvents: Readonly<Record<string, string>> = {
    app_mention: "app_mentions:read",
    channel_archive: "channels:read",
    channel_deleted: "channels:read",
    channel_rename: "channels:read",
    channel_unarchive: "channels:read",
    group_archive: "groups:read",
    group_deleted: "groups:read",
    group_rename: "groups:read",
    group_unarchive: "groups:read",
    member_joined_channel: "channels:read",
    member_left_channel: "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    reaction_added: "reactions:read",
    reaction_removed: "reactions:read",
    user_change: "users:read",
  };

  test("cover every event that is subscribed to", () => {
    const events = socket.settings.event_subscriptions.bot_events;
    const uncovered = events.filter(
      (event) => event !== "app_home_opened" && !granted.has(scopesOfEvents[event] ?? ""),
    );
    expect(uncovered).toEqual([]);
  });

  test("are asked for once, in order, so that a change is seen at a glance", () => {
    expect(socket.oauth_config.scopes.bot).toEqual([...granted].toSorted());
    const events = socket.settings.event_subscriptions.bot_events;
    expect(events).toEqual([...new Set(events)].toSorted());
  });
});

type Method = {
  readonly token: string;
  readonly scopes: readonly string[];
  readonly channelScopes: Record<string, string>;
};

const methods = (
  JSON.parse(readFileSync(new URL("src/sandbox/data/slack-methods.json", root), "utf8")) as {
    readonly methods: Readonly<Record<string, Method>>;
  }
).methods;

/** Of each inner list one scope suffices. Direct messages are opened, written to and heard, never listed. */
function needsOf(method: string): readonly (readonly string[])[] {
  const { scopes, channelScopes } = methods[method] ?? { scopes: [`a line in slack-methods.json`], channelScopes: {} };
  const ofChannels = Object.entries(channelScopes).filter(([kind]) => kind !== "im");
  return [...scopes, ...ofChannels.map(([, scope]) => scope)].map((scope) => scope.split("|"));
}

/** Every method that is named in the sources of the Slack side. */
function methodsCalled(): readonly string[] {
  const files = readdirSync(new URL("src/slack/", root), { recursive: true, encoding: "utf8" });
  const families = [...new Set(Object.keys(methods).map((method) => method.split(".")[0]))].join("|");
  const named = new RegExp(
    `"((?:${families})(?:\\.[a-zA-Z]+)+)"|\\bclient\\.((?:${families})(?:\\.[a-zA-Z]+)+)\\(`,
    "g",
  );
  const called = files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(new URL(`src/slack/${file}`, root), "utf8").matchAll(named)])
    .map(([, quoted, onClient]) => quoted ?? onClient ?? "");
  return [...new Set(called)].toSorted();
}
