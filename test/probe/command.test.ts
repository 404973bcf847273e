import { describe, expect, test } from "vitest";
import { exitCodeOf, sayReport } from "../../src/cli/probe-report.ts";
import type { Tried } from "../../src/probe/probe-live.ts";
import { runs } from "../cli/terminal.ts";
import { workspace } from "./set-up.ts";

const pins: Tried = { name: "pins", assumed: "15 pins", verdict: "same", observed: "15 taken" };
const lag: Tried = {
  name: "history-lag",
  assumed: "at once",
  verdict: "different",
  observed: "there after\u001b[31m 3 s",
};
const rename: Tried = { name: "rename", assumed: "yes", verdict: "unclear", observed: "no answer" };

describe("the report", () => {
  test("has a line for each, with what was assumed where it differs, and sums up", () => {
    expect(sayReport({ tried: [pins, lag, rename], left: ["#x: not_in_channel"] })).toBe(
      [
        "same       pins         15 taken",
        "different  history-lag  there after [31m 3 s",
        "                        assumed: at once",
        "unclear    rename       no answer",
        "",
        "1 as assumed, 1 different, 1 could not be told, 0 left out",
        "Not archived, please do: #x: not_in_channel",
        "",
      ].join("\n"),
    );
  });

  test("ends with 1 when something differs or was left, and with 0 otherwise", () => {
    expect(exitCodeOf({ tried: [pins, rename], left: [] })).toBe(0);
    expect(exitCodeOf({ tried: [pins, lag], left: [] })).toBe(1);
    expect(exitCodeOf({ tried: [pins], left: ["#x: not_in_channel"] })).toBe(1);
  });
});

describe("pitwall probe", () => {
  const env = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };

  test.each([
    ["nothing without --live", ["probe"], "say --live"],
    ["no name that Slack would refuse", ["probe", "--live", "--channel", "Probe it"], "--channel takes"],
    ["no other words", ["probe", "--live", "now"], '"now" is not expected here'],
  ])("takes %s", async (_what, args, said) => {
    const { code, out, err } = await runs(args, { env });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(said);
  });

  test("ends with 2 when it could not run: no tokens, a wrong one, nobody by that name", async () => {
    const { app, apiUrl } = (await workspace()).slack;
    const tokens = { SLACK_BOT_TOKEN: app.botToken, SLACK_APP_TOKEN: app.appToken, SLACK_API_URL: apiUrl };
    const without = await runs(["probe", "--live"], { env: {} });
    expect([without.code, without.out]).toEqual([2, ""]);
    expect(without.err).toContain("SLACK_BOT_TOKEN: is not set");
    const wrong = await runs(["probe", "--live"], { env: { ...tokens, SLACK_BOT_TOKEN: "xoxb-wrong" } });
    expect([wrong.code, wrong.out]).toEqual([2, ""]);
    expect(wrong.err).toContain("auth.test was refused: invalid_auth");
    const nobody = await runs(["probe", "--live", "--with-a-person", "zoe@acme.example"], { env: tokens });
    expect([nobody.code, nobody.out]).toEqual([2, ""]);
    expect(nobody.err).toContain("Slack knows nobody by zoe@acme.example");
    const deaf = { ...tokens, SLACK_APP_TOKEN: "xapp-wrong" };
    const unheard = await runs(["probe", "--live", "--with-a-person", "ana@acme.example"], { env: deaf });
    expect([unheard.code, unheard.out]).toEqual([2, ""]);
    expect(unheard.err).toContain("Socket Mode does not open: An API error occurred: invalid_auth");
  });
});
