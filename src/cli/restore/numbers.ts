import type { Config } from "../../config.ts";
import type { Series } from "../../incident/event.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { createLog, slackLog } from "../../log.ts";
import type { Clock } from "../../shared/time.ts";
import { type Call, callingSlack } from "../../slack/call.ts";
import { sayFailure } from "../doctor/failure.ts";
import { highestNumber } from "./channel-numbers.ts";

const SERIES: readonly Series[] = ["INC", "SEC", "DRILL"];
/** For incidents whose channel Slack does not show: in triage, or deleted. */
const MARGIN = 10;
/** Where Slack cannot be asked. */
const BLIND_JUMP = 100;

/**
 * Lets numbers go on past all that were given out since the backup was made, so that none names two incidents. Returns how,
 * in a sentence.
 */
export async function jumpNumbers(config: Config, ledger: Ledger, clock: Clock): Promise<string> {
  const names = await channelNames(config, clock);
  const raised: string[] = [];
  for (const series of SERIES) {
    const known = await ledger.counter(series);
    const next = "unknown" in names ? known + BLIND_JUMP : past(known, names.seen, series, config.channels.name);
    await ledger.raiseCounter(series, next);
    if (next > 0) raised.push(`${series}-${next + 1}`);
  }
  const going = raised.length === 0 ? "Numbers begin at 1" : `Numbers go on with ${raised.join(", ")}`;
  return "unknown" in names
    ? `${going}: ${names.unknown}, so ${BLIND_JUMP} are left out for what was declared since the backup.`
    : `${going}: past all channels in Slack.`;
}

function past(known: number, names: readonly string[], series: Series, template: string): number {
  const last = Math.max(known, highestNumber(names, series, template));
  return last === 0 ? 0 : last + MARGIN;
}

async function channelNames(
  { slack }: Config,
  clock: Clock,
): Promise<{ readonly seen: readonly string[] } | { readonly unknown: string }> {
  if (slack === undefined) return { unknown: "no Slack token is set" };
  const logger = slackLog(createLog({ level: "error", clock }));
  const call = callingSlack({ token: slack.botToken, apiUrl: slack.apiUrl, logger });
  return listNames(call);
}

/** The channels that the bot is in, which it is of all that it made. */
async function listNames(call: Call): Promise<{ readonly seen: readonly string[] } | { readonly unknown: string }> {
  const seen: string[] = [];
  let cursor = "";
  do {
    const listed = await call<{
      channels?: readonly { readonly name: string }[];
      response_metadata?: { next_cursor?: string };
    }>("users.conversations", {
      types: "public_channel,private_channel",
      exclude_archived: false,
      limit: 200,
      ...(cursor === "" ? {} : { cursor }),
    });
    if (!listed.ok) return { unknown: `Slack does not list its channels (${sayFailure(listed)})` };
    seen.push(...(listed.data.channels ?? []).map(({ name }) => name));
    cursor = listed.data.response_metadata?.next_cursor ?? "";
  } while (cursor !== "");
  return { seen };
}
