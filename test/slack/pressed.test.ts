import type { RespondArguments } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { createLog } from "../../src/log.ts";
import { reachingBack } from "../../src/slack/pressed.ts";
import { say } from "../../src/slack/text.ts";

/** What is said after a press on a button in a channel, while Slack takes only so many answers. */
async function saidOnSharing(refused: number): Promise<readonly string[]> {
  const said: RespondArguments[] = [];
  const back = reachingBack({
    bot: {
      callNow: () => expect.unreachable("An answer in a channel needs no call"),
      log: createLog({ level: "error", clock: { now: () => 0 }, write: (line) => expect.unreachable(line) }),
    },
    user: "U1",
    triggerId: "1.2.abc",
    view: undefined,
    respond: async (one) => said.push(one) > refused,
  });
  await back.share(say(["Payments owns it."]), say(["Shared."]));
  return said.map(({ text, response_type: type }) => `${type}: ${text}`);
}

describe("an answer that somebody shares", () => {
  it("is said to be shared once Slack has taken it", async () => {
    expect(await saidOnSharing(0)).toEqual(["in_channel: Payments owns it.", "ephemeral: Shared."]);
  });

  it("is not said to be shared when Slack did not take it", async () => {
    expect(await saidOnSharing(1)).toEqual([
      "in_channel: Payments owns it.",
      "ephemeral: Slack did not confirm it. If it is not here, please press again.",
    ]);
  });
});
