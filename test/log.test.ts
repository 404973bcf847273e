import { describe, expect, test, vi } from "vitest";
import { createLog, type LogLevel, slackLog } from "../src/log.ts";

function recorded(level: LogLevel = "debug") {
  const lines: string[] = [];
  const log = createLog({ level, clock: { now: () => 1_700_000_000_000 }, write: (line) => lines.push(line) });
  return { log, lines, parsed: () => lines.map((line): unknown => JSON.parse(line)) };
}

describe("a line of the log", () => {
  test("is one JSON object: level, time, message, data", () => {
    const { log, lines, parsed } = recorded();
    log.info("Incident declared", { title: "two\nlines", services: ["checkout"] });
    expect(lines[0]).not.toContain("\n");
    expect(parsed()).toEqual([
      {
        level: "info",
        at: "2023-11-14T22:13:20.000Z",
        message: "Incident declared",
        data: { title: "two\nlines", services: ["checkout"] },
      },
    ]);
  });

  test("is left out below the level", () => {
    const { log, parsed } = recorded("warn");
    log.debug("no");
    log.info("no");
    log.warn("yes");
    log.error("yes");
    expect(parsed()).toMatchObject([{ level: "warn" }, { level: "error" }]);
  });

  test("carries the ids of all its parents", () => {
    const { log, parsed } = recorded();
    log.child({ incident: "INC-7" }).child({ effect: "INC-7/1/card" }).warn("Effect failed");
    log.info("Alone");
    expect(parsed()).toMatchObject([
      { incident: "INC-7", effect: "INC-7/1/card", message: "Effect failed" },
      { message: "Alone" },
    ]);
    expect(parsed()[1]).not.toHaveProperty("incident");
  });

  test("tells of an error its name, message, stack, cause and code", () => {
    const { log, parsed } = recorded();
    const cause = Object.assign(new TypeError("fetch failed"), { code: "ECONNRESET" });
    log.error("Bug", { error: new Error("no answer", { cause }) });
    expect(parsed()).toMatchObject([
      {
        data: {
          error: {
            name: "Error",
            message: "no answer",
            stack: expect.stringContaining("log.test.ts"),
            cause: { name: "TypeError", message: "fetch failed", code: "ECONNRESET" },
          },
        },
      },
    ]);
  });

  test("is written whatever the data is", () => {
    const { log, parsed } = recorded();
    const circle: Record<string, unknown> = {
      id: 12n,
      none: undefined,
      nothing: null,
      act: () => 1,
      mark: Symbol("x"),
    };
    circle["self"] = circle;
    log.info("Odd", circle);
    expect(parsed()).toMatchObject([{ data: { id: "12", nothing: null, self: "[circular]" } }]);
  });

  test("goes to standard error, never to standard output", () => {
    const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    createLog({ level: "info", clock: { now: () => 0 } }).info("Here");
    expect(out).not.toHaveBeenCalled();
    expect(err.mock.calls).toEqual([['{"level":"info","at":"1970-01-01T00:00:00.000Z","message":"Here"}\n']]);
    vi.restoreAllMocks();
  });
});

describe("secrets", () => {
  test.each([
    "xoxb-1-2-LEAK",
    "see xoxp-LEAK!",
    "xoxe.xoxb-1-LEAK",
    "xapp-1-A0-LEAK",
    "Token token=LEAK-01234",
    "Authorization: Bearer LEAK.x/y-0123",
    "postgres://pit:LEAK@db:5432/pitwall",
    "https://hooks.slack.com/commands/T1/LEAK",
  ])("are hidden by their look: %s", (text) => {
    const { log, lines } = recorded();
    log.info("Called", { text, nested: [{ deep: text }], error: new Error(text) });
    log.child({ delivery: text }).info(text, { [text]: 1 });
    expect(lines.join("")).not.toContain("LEAK");
    expect(lines.join("")).toContain("[hidden]");
  });

  test.each([
    "token",
    "botToken",
    "PAGERDUTY_WEBHOOK_SECRETS",
    "signingSecret",
    "authorization",
    "api_key",
    "password",
    "response_url",
  ])("are hidden by their key: %s", (key) => {
    const { log, lines } = recorded();
    log.info("Called", { [key]: "LEAK", headers: { [key]: ["LEAK"] } });
    expect(lines.join("")).not.toContain("LEAK");
  });

  test("do not take ordinary words with them", () => {
    const { log, parsed } = recorded();
    const data = { key: "INC-7/1/card", tokens: 3, url: "https://example.com/a:b@c", text: "the bearer of news" };
    log.info("Plain", data);
    expect(parsed()).toMatchObject([{ data }]);
  });
});

describe("the log that Slack's libraries write to", () => {
  test("keeps their levels and says their words as data", () => {
    const { log, parsed } = recorded("info");
    const slack = slackLog(log);
    slack.setName("socket-mode");
    slack.debug("not heard");
    slack.warn("reconnecting", { in: 5 });
    slack.error(new Error("gone"));
    expect(parsed()).toMatchObject([
      {
        level: "warn",
        message: "Slack's library said",
        data: { name: "socket-mode", said: ["reconnecting", { in: 5 }] },
      },
      { level: "error", data: { said: { message: "gone" } } },
    ]);
  });

  test("is as quiet as they ask", () => {
    const { log, lines } = recorded();
    const slack = slackLog(log);
    slack.setLevel("error" as Parameters<typeof slack.setLevel>[0]);
    slack.warn("not heard");
    expect(slack.getLevel()).toBe("error");
    expect(lines).toEqual([]);
  });
});
