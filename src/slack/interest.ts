import { OPERATOR } from "../flow/look-up.ts";
import { sameMessage } from "../incident/incident.ts";
import type { Bot } from "./bot.ts";

/** What becomes of an event: kept and worked off, handled on the spot (nothing is lost if it is not), or not ours. */
export type Interest = "store" | "handle" | "drop";

export type SlackEvent = {
  readonly type: string;
  readonly subtype?: string;
  readonly channel?: string | { readonly id: string };
  readonly channel_type?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly thread_ts?: string;
  readonly ts?: string;
  readonly reaction?: string;
  readonly item?: { readonly type: string; readonly channel?: string; readonly ts?: string };
  readonly message?: { readonly text?: string; readonly subtype?: string };
  readonly previous_message?: { readonly ts?: string; readonly text?: string };
};

export const KEEP_REACTION = "pushpin";

/**
 * The bot hears every channel it sits in, and other people's words are not ours to store: only what is meant for it,
 * or for the timeline of an incident.
 */
export async function interestIn(event: SlackEvent, bot: Pick<Bot, "lookUp" | "cardOf">): Promise<Interest> {
  switch (event.type) {
    case "app_home_opened":
      return "handle";
    case "user_change":
      // Whoever is gone may hold a role; any other change is asked for again when it is a day old.
      return isDeactivation(event) ? "store" : "handle";
    case "app_mention":
      return event.bot_id === undefined ? "store" : "drop";
    case "reaction_added":
    case "reaction_removed":
      return event.reaction === KEEP_REACTION && (await isIncidents(event.item?.channel, bot)) ? "store" : "drop";
    case "member_joined_channel":
    case "member_left_channel":
    case "channel_rename":
    case "group_rename":
    case "channel_archive":
    case "channel_unarchive":
    case "channel_deleted":
    case "group_archive":
    case "group_unarchive":
    case "group_deleted":
      return (await isIncidents(channelOf(event), bot)) ? "store" : "drop";
    case "message":
      return messageInterest(event, bot);
    default:
      return "drop";
  }
}

export function channelOf(event: SlackEvent): string | undefined {
  return typeof event.channel === "string" ? event.channel : event.channel?.id;
}

async function messageInterest(event: SlackEvent, bot: Pick<Bot, "lookUp" | "cardOf">): Promise<Interest> {
  const channel = channelOf(event);
  if (channel === undefined) return "drop";
  const changed = event.subtype === "message_changed" || event.subtype === "message_deleted";
  if (event.bot_id !== undefined || (event.subtype !== undefined && event.subtype !== "file_share" && !changed))
    return "drop";
  if (event.channel_type === "im") return changed ? "drop" : "store";
  const loaded = await bot.lookUp.byChannel(channel, OPERATOR);
  if (loaded === undefined) return "drop";
  if (changed) {
    // Slack also tells of a new preview or reply as a change of the message.
    if (event.message?.text !== undefined && event.message.text === event.previous_message?.text) return "drop";
    const ts = event.previous_message?.ts ?? "";
    if (isDeletion(event) && (await bot.cardOf(loaded.stream))?.ts === ts) return "store";
    return loaded.incident.kept.some((kept) => sameMessage(kept.message, { channel, ts })) ? "store" : "drop";
  }
  const card = event.thread_ts === undefined ? undefined : await bot.cardOf(loaded.stream);
  return card?.ts === event.thread_ts && card !== undefined ? "store" : "drop";
}

/** What others have replied to leaves a tombstone when it is deleted. */
export function isDeletion({ subtype, message }: SlackEvent): boolean {
  return subtype === "message_deleted" || message?.subtype === "tombstone";
}

/** Here the user is the whole person. */
function isDeactivation(event: { readonly user?: unknown }): boolean {
  const { user } = event;
  return typeof user === "object" && user !== null && "deleted" in user && user.deleted === true;
}

async function isIncidents(channel: string | undefined, bot: Pick<Bot, "lookUp">): Promise<boolean> {
  return channel !== undefined && (await bot.lookUp.byChannel(channel, OPERATOR)) !== undefined;
}
