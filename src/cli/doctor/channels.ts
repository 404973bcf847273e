import type { Config } from "../../config.ts";
import type { Call } from "../../slack/call.ts";
import { sayFailure } from "./failure.ts";
import { broken, type Mendable, mendable, ok, warning } from "./finding.ts";

type Channel = {
  readonly id: string;
  readonly name: string;
  readonly is_member?: boolean;
  readonly is_private?: boolean;
};

/** A channel that the configuration names, and what will not work without it. */
type Named = { readonly key: string; readonly name: string; readonly without: string; readonly isNeeded: boolean };

/** Whether the channels that the configuration names are there, and the bot may post in them. */
export async function channelFindings(
  config: Config,
  call: Call,
  granted: readonly string[],
): Promise<readonly Mendable[]> {
  const channels = await listChannels(call);
  if (typeof channels === "string")
    return [
      warning(
        "Slack channels",
        `could not be looked up: ${channels}`,
        "Mend what stands above, then run the doctor again.",
      ),
    ];
  return namedIn(config).map((named) => findingOf(named, channels, granted.includes("chat:write.public"), call));
}

function namedIn({ channels, platform, pagerduty, routes }: Config): readonly Named[] {
  const asks = routes.some((route) => route.do === "ask") || !routes.some(({ conditions }) => conditions.length === 0);
  return [
    {
      key: "channels.announcements",
      name: channels.announcements,
      without: "incidents are announced nowhere",
      isNeeded: true,
    },
    {
      key: "channels.triage",
      name: channels.triage,
      without: "alerts that a person should judge are shown nowhere",
      isNeeded: pagerduty !== undefined && asks,
    },
    {
      key: "platform.default_channel",
      name: platform.defaultChannel,
      without: "who asks what nobody knows is sent to a channel that is not there",
      isNeeded: false,
    },
  ];
}

function findingOf(
  { key, name, without, isNeeded }: Named,
  channels: readonly Channel[],
  mayPostInPublic: boolean,
  call: Call,
): Mendable {
  const title = `Slack ${name}`;
  const tell = isNeeded ? broken : warning;
  const found = channels.find((channel) => channel.id === name || `#${channel.name}` === name);
  if (found === undefined) {
    const mend = `Create ${name}, or set ${key} in pitwall.yaml; into a private channel the bot must be invited.`;
    return tell(title, `${without}: the bot sees no such channel`, mend);
  }
  if (found.is_member === true || (found.is_private !== true && mayPostInPublic))
    return ok(title, `is there, and the bot may post (${key})`);
  const outside = tell(title, `${without}: the bot is not in it`, `In ${name}: /invite @pitwall`);
  return found.is_private === true ? outside : mendable(outside, () => join(found, call));
}

async function join({ id, name }: Channel, call: Call): Promise<{ did: string } | { failed: string }> {
  const joined = await call("conversations.join", { channel: id });
  return joined.ok ? { did: `the bot has joined #${name}` } : { failed: sayFailure(joined) };
}

async function listChannels(call: Call): Promise<readonly Channel[] | string> {
  const found: Channel[] = [];
  let cursor = "";
  do {
    const listed = await call<{
      channels?: readonly Channel[];
      response_metadata?: { next_cursor?: string };
    }>("conversations.list", {
      types: "public_channel,private_channel",
      exclude_archived: true,
      limit: 1000,
      ...(cursor === "" ? {} : { cursor }),
    });
    if (!listed.ok) return sayFailure(listed);
    found.push(...(listed.data.channels ?? []));
    cursor = listed.data.response_metadata?.next_cursor ?? "";
  } while (cursor !== "");
  return found;
}
