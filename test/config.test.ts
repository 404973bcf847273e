import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ENVIRONMENT_KEYS } from "../src/config/environment.ts";
import { isConfigProblems, problemLines } from "../src/config/problem.ts";
import { type Config, readBotConfig, readConfig } from "../src/config.ts";
import { defaultRules } from "../src/incident/rules.ts";
import { readRoutes } from "../src/pagerduty/group.ts";

import { root } from "../src/root.ts";

const tokens = { SLACK_BOT_TOKEN: "xoxb-1-2-abc", SLACK_APP_TOKEN: "xapp-1-A1-abc" };

function lines(env: Record<string, string>, yaml?: string): readonly string[] {
  const config = readBotConfig({ env, readFile: () => yaml });
  return isConfigProblems(config) ? problemLines(config) : [];
}

function good(env: Record<string, string>, yaml?: string): Config {
  const config = readConfig({ env, readFile: () => yaml });
  if (isConfigProblems(config)) throw new Error(problemLines(config).join("\n"));
  return config;
}

describe("without any configuration", () => {
  test("the command line has all it needs", () => {
    expect(good({})).toEqual({
      slack: undefined,
      pagerduty: undefined,
      changesSecret: undefined,
      http: { host: "127.0.0.1", port: 3000, publicUrl: undefined },
      databaseUrl: "file:./data/pitwall.db",
      catalogPaths: [],
      logLevel: "info",
      rules: defaultRules,
      channels: {
        announcements: "#incidents",
        triage: "#incident-triage",
        operators: "#pitwall",
        name: "inc-{number}-{slug}",
      },
      call: undefined,
      routes: [],
      grouping: { by: "system", window: 1_800_000 },
      platform: { defaultChannel: "#ask-platform", uninvitedIn: [] },
      workspace: { language: "en", timezone: "UTC" },
    });
  });

  test("the bot says which tokens it lacks", () => {
    expect(lines({})).toEqual([
      "SLACK_BOT_TOKEN: is not set; expected a bot token (xoxb-…)",
      "SLACK_APP_TOKEN: is not set, and neither is SLACK_SIGNING_SECRET; expected an app-level token (xapp-…) for Socket Mode, or the signing secret for HTTP",
    ]);
  });

  test("an empty variable counts as one that is not set, as a copied .env.example has many", () => {
    expect(good({ PORT: "", SLACK_BOT_TOKEN: " ", PAGERDUTY_API_TOKEN: "", CATALOG_PATH: "" })).toEqual(good({}));
  });
});

describe("the environment", () => {
  test("an app-level token means Socket Mode, also beside a signing secret", () => {
    const slack = good({ ...tokens, SLACK_SIGNING_SECRET: "0123456789abcdef" }).slack;
    expect(slack).toEqual({ mode: "socket", botToken: "xoxb-1-2-abc", appToken: "xapp-1-A1-abc", apiUrl: undefined });
  });

  test("a signing secret alone means HTTP", () => {
    const env = { SLACK_BOT_TOKEN: tokens.SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET: "0123456789abcdef" };
    expect(good(env).slack).toMatchObject({ mode: "http", signingSecret: "0123456789abcdef" });
  });

  test("addresses lose their last slash, folders and secrets become lists", () => {
    const config = good({
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_APP_TOKEN: "xapp-1",
      SLACK_API_URL: "http://127.0.0.1:4000/api/",
      PAGERDUTY_API_TOKEN: "u+abcdefghij-k_lmno",
      PAGERDUTY_FROM_EMAIL: "pitwall@example.com",
      PAGERDUTY_WEBHOOK_SECRETS: "first-secret, second-secret",
      CATALOG_PATH: "./catalog:/srv/docs",
      DATABASE_URL: "postgres://pit:wall@db/pitwall",
      PUBLIC_URL: "https://pitwall.example.com/",
      HOST: "0.0.0.0",
      PORT: "8080",
      LOG_LEVEL: "debug",
    });
    expect(config.slack?.apiUrl).toBe("http://127.0.0.1:4000/api");
    expect(config.pagerduty).toEqual({
      apiToken: "u+abcdefghij-k_lmno",
      fromEmail: "pitwall@example.com",
      apiUrl: "https://api.pagerduty.com",
      webhookSecrets: ["first-secret", "second-secret"],
      poll: 15_000,
    });
    expect(config.catalogPaths).toEqual(["./catalog", "/srv/docs"]);
    expect(config.databaseUrl).toBe("postgres://pit:wall@db/pitwall");
    expect(config.http).toEqual({ host: "0.0.0.0", port: 8080, publicUrl: "https://pitwall.example.com" });
    expect(config.logLevel).toBe("debug");
  });

  test("PagerDuty is left out whole or given whole", () => {
    expect(lines({ ...tokens, PAGERDUTY_WEBHOOK_SECRETS: "first-secret" })).toEqual([
      "PAGERDUTY_API_TOKEN: is not set, yet PAGERDUTY_WEBHOOK_SECRETS is; expected a REST API key of PagerDuty",
      "PAGERDUTY_FROM_EMAIL: is not set, yet PAGERDUTY_WEBHOOK_SECRETS is; expected the e-mail address of a PagerDuty user, in whose name to page",
    ]);
  });
});

describe("the file", () => {
  test("everything in it can be set", () => {
    const config = good(
      {},
      `
workspace: { timezone: Europe/Berlin }
channels: { announcements: war-room, operators: C0123456789, name: "{number}-{slug}" }
severities:
  - { name: SEV1, update_every: 15m }
  - { name: LOW, says: "No hurry.", update_every: none, announce: false }
roles: [{ name: commander, aliases: [boss] }, { name: vet, title: "Vet", instructions: "Look after the animals." }]
call: { url: "https://meet.example.com/{ref}" }
pagerduty:
  poll: 1m 30s
  group: { by: service, window: 2h }
  routes:
    - { match: { service: [checkout, PABC123], title: /5\\d\\d|timeout/ }, do: declare, severity: SEV1 }
    - { match: { tier: 1 }, do: declare }
    - { match: {}, do: ask }
platform: { default_channel: platform, uninvited_in: ["#dev"] }
`,
    );
    expect(config.workspace.timezone).toBe("Europe/Berlin");
    expect(config.channels).toEqual({
      announcements: "#war-room",
      triage: "#incident-triage",
      operators: "C0123456789",
      name: "{number}-{slug}",
    });
    expect(config.rules.severities).toEqual([
      { ...defaultRules.severities[0], updateEvery: 900_000 },
      { name: "LOW", says: "No hurry.", page: false, announce: false, updateEvery: undefined, postmortem: false },
    ]);
    expect(config.rules.roles).toEqual([
      { ...defaultRules.roles[0], aliases: ["boss"] },
      { name: "vet", title: "Vet", aliases: [], instructions: "Look after the animals." },
    ]);
    expect(config.call).toEqual({ url: "https://meet.example.com/{ref}" });
    expect(config.grouping).toEqual({ by: "service", window: 7_200_000 });
    expect(config.routes).toEqual(
      readRoutes([
        { match: { service: ["checkout", "PABC123"], title: "/5\\d\\d|timeout/" }, do: "declare", severity: "SEV1" },
        { match: { tier: "1" }, do: "declare" },
        { match: {}, do: "ask" },
      ]).routes,
    );
    expect(config.platform).toEqual({ defaultChannel: "#platform", uninvitedIn: ["#dev"] });
  });

  test("a section whose keys are all commented out is as good as none", () => {
    expect(good({}, "channels:\n#  triage: x\npagerduty:\n  routes:\n")).toEqual(good({}));
    expect(good({}, "# nothing yet\n")).toEqual(good({}));
  });

  test("malformed YAML is one line that names line and column", () => {
    expect(lines(tokens, "channels:\n  triage: [a, b\nroles: x\n")).toEqual([
      expect.stringMatching(/^pitwall\.yaml:3:1: .+; expected well-formed YAML$/),
    ]);
  });

  test("a channel that was not quoted is a comment, which is said rather than passed over", () => {
    expect(lines(tokens, "channels:\n  triage: #war-room\n  operators: # as ever\n")).toEqual([
      'pitwall.yaml:2: channels.triage: is empty, since # begins a comment; expected "#war-room" in quotes',
    ]);
  });

  test("an alias of nothing is one line", () => {
    expect(lines(tokens, "channels:\n  triage: *there\nbogus: true\n")).toEqual([
      "pitwall.yaml:2: channels.triage: *there refers to nothing; expected &there above it",
    ]);
  });

  test("a file that is no mapping is one line", () => {
    expect(lines(tokens, "- a\n- b\n")).toEqual([
      expect.stringMatching(/^pitwall\.yaml:1: .* expected a mapping with/),
    ]);
  });

  test("a file that was named must be there, the usual one need not", () => {
    expect(lines({ ...tokens, PITWALL_CONFIG: "./other.yaml" })).toEqual([
      "PITWALL_CONFIG: there is no file ./other.yaml; expected the path of a YAML file",
    ]);
    expect(lines(tokens)).toEqual([]);
  });

  test("a file that may not be read is one line", () => {
    const readFile = () => {
      throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
    };
    const config = readConfig({ env: {}, readFile });
    expect(isConfigProblems(config) && problemLines(config)).toEqual([
      "./pitwall.yaml: cannot be read (EACCES); expected a file that may be read",
    ]);
  });

  test("what contradicts itself is said", () => {
    const yaml = `
severities: [{ name: SEV1 }, { name: sev1 }]
roles: [{ name: scribe, aliases: [pen] }, { name: pen }]
pagerduty:
  routes:
    - { match: {}, do: declare, severity: SEV9 }
    - { match: { urgency: low }, do: ignore }
`;
    expect(lines(tokens, yaml)).toEqual([
      "pitwall.yaml:2: severities[1]: has the name sev1 of one above; expected each name once",
      "pitwall.yaml:3: roles[1]: has the name pen of one above; expected each name and aliases once",
      "pitwall.yaml:3: roles: has no commander; expected a role named commander, since somebody must lead",
      'pitwall.yaml:6: pagerduty.routes[0].severity: "SEV9" is no severity here; expected one of SEV1, sev1',
      "pitwall.yaml:7: pagerduty.routes[1]: is never reached, since the route above matches everything; expected the route that matches everything to be the last",
    ]);
  });
});

describe("mistakes", () => {
  test("nine mistakes are nine lines, each with the key, what is wrong and what is expected", () => {
    const env = {
      SLACK_BOT_TOKEN: "xoxp-not-a-bot-token",
      PORT: "80a0",
      DATABASE_URL: "mysql://root:hunter22@db/pitwall",
    };
    const yaml = `
chanels: { triage: "#triage" }
severities:
  - { name: SEV1, page: yes please }
  - { name: SEV2, updates_every: 30m }
pagerduty:
  poll: 15
  routes:
    - { match: { title: "/(a+)+/" }, do: declare }
`;
    expect(lines(env, yaml)).toEqual([
      "SLACK_BOT_TOKEN: is a user token; expected a bot token (xoxb-…)",
      "DATABASE_URL: does not look like one; expected file:<path> or postgres://<user>@<host>/<database>",
      'PORT: "80a0" is not accepted; expected a number from 0 to 65535',
      "SLACK_APP_TOKEN: is not set, and neither is SLACK_SIGNING_SECRET; expected an app-level token (xapp-…) for Socket Mode, or the signing secret for HTTP",
      "pitwall.yaml:2: chanels: is not known, did you mean channels?; expected one of workspace, channels, severities, roles, call, pagerduty, platform",
      'pitwall.yaml:4: severities[0].page: "yes please" is not accepted; expected true or false',
      "pitwall.yaml:5: severities[1].updates_every: is not known, did you mean update_every?; expected one of name, says, page, announce, update_every, postmortem",
      "pitwall.yaml:7: pagerduty.poll: 15 is not accepted; expected a length of time such as 15s, 30m or 4h",
      'pitwall.yaml:9: pagerduty.routes[0].match.title: "/(a+)+/" cannot be used (the pattern repeats a group that holds a repetition or a choice); expected a short and plain pattern',
    ]);
  });

  test.each([
    ["call: { url: 'http://meet.example.com' }", "call.url"],
    ["call: { url: 'https://meet.example.com/{room}' }", "call.url"],
    ["call: {}", "call.url"],
    ["channels: { name: 'inc-{slug}' }", "channels.name"],
    ["channels: { name: 'inc-{number}-{owner}' }", "channels.name"],
    ["channels: { name: 'Inc {slug}' }", "channels.name"],
    ["channels: { triage: 'Two Words' }", "channels.triage"],
    ["workspace: { timezone: Mars/Olympus }", "workspace.timezone"],
    ["workspace: { language: tlh }", "workspace.language"],
    ["severities: [{ name: SEV1 }]", "severities"],
    ["severities: [{ name: SEV1, update_every: 5s }, { name: SEV2 }]", "severities[0].update_every"],
    ["roles: [{ title: Boss }, { name: commander }]", "roles[0].name"],
    ["pagerduty: { poll: 1s }", "pagerduty.poll"],
    ["pagerduty: { group: { by: mood } }", "pagerduty.group.by"],
    ["pagerduty: { routes: [{ match: {} }] }", "pagerduty.routes[0].do"],
    ["pagerduty: { routes: [{ match: { servise: x }, do: ask }] }", "pagerduty.routes[0].match.servise"],
    ["pagerduty: { routes: [{ match: { title: '/(/' }, do: ask }] }", "pagerduty.routes[0].match.title"],
    ["pagerduty: { routes: [{ match: { title: { a: b } }, do: ask }] }", "pagerduty.routes[0].match.title"],
    ["pagerduty: { routes: { match: {} } }", "pagerduty.routes"],
    ["platform: { uninvited_in: '#dev' }", "platform.uninvited_in"],
    ["platform: on", "platform"],
  ])("%s is one line about %s", (yaml, key) => {
    expect(lines(tokens, yaml)).toEqual([expect.stringContaining(`pitwall.yaml:1: ${key}: `)]);
  });

  test("no secret is shown, wherever it was put", () => {
    const secrets = [
      "xoxb-123456789012-LEAKbot",
      "xapp-1-A0-LEAKapp",
      "LEAKsigning0123",
      "LEAKpagerduty/key!",
      "LEAKwebhook0001",
      "LEAKchanges",
      "LEAKpassword",
    ] as const;
    const long = `${secrets[4]}${"x".repeat(40)}`;
    const env = {
      SLACK_BOT_TOKEN: secrets[1],
      SLACK_APP_TOKEN: secrets[0],
      SLACK_SIGNING_SECRET: `${secrets[2]} `,
      PAGERDUTY_API_TOKEN: secrets[3],
      PAGERDUTY_WEBHOOK_SECRETS: `short,${long}`,
      CHANGES_WEBHOOK_SECRET: `${secrets[5]} with space`,
      DATABASE_URL: `mysql://root:${secrets[6]}@db/x`,
      PORT: secrets[0],
      HOST: `${secrets[2]}/${secrets[2]}`,
      LOG_LEVEL: `Bearer ${secrets[5]}`,
      PUBLIC_URL: `ftp://user:${secrets[6]}@example.com`,
    };
    const yaml = `
${secrets[0]}: true
channels: { triage: "A ${"y".repeat(40)} ${long}" }
call: { url: "${secrets[3]}" }
pagerduty: { poll: "${secrets[1]}" }
`;
    const config = readBotConfig({ env, readFile: () => yaml });
    const output = JSON.stringify(config) + lines(env, yaml).join("\n");
    expect(lines(env, yaml).length).toBeGreaterThan(12);
    expect(output).not.toMatch(/LEAK/);
  });
});

test(".env.example names every variable that is read, and no other", () => {
  const example = readFileSync(new URL(".env.example", root), "utf8");
  const named = [...example.matchAll(/^([A-Z_]+)=$/gm)].map(([, key]) => key);
  expect(named.toSorted()).toEqual([...ENVIRONMENT_KEYS].sort());
});
