import type { Front } from "../act/front.ts";
import { findMessage } from "../messages.ts";
import type { Channel, Message, User } from "../model.ts";
import { channelNamed, type Where } from "./find.ts";

/** Where a person sits: who they are, and what connects their screen with the app. */
export type Seat = {
  readonly user: User;
  readonly front: Front;
  /** Where the workspace is served: files that are posted get their address from it. */
  readonly url: string;
  /** Resolves when the app has done what it will do without time passing. */
  readonly quiet: () => Promise<void>;
};

/** Does something and waits for what the app makes of it. */
export async function settled<T>(seat: Seat, doIt: () => T): Promise<T> {
  const result = doIt();
  await seat.quiet();
  return result;
}

export function channelOf({ user, front }: Seat, where: Where): Channel {
  return channelNamed(front.workspace, user.id, where);
}

/** The channel, when this person can write there now. */
export function writableChannel(seat: Seat, where: Where): Channel {
  const channel = channelOf(seat, where);
  if (channel.archived) throw new Error(`#${channel.name} is archived`);
  if (channel.members.has(seat.user.id)) return channel;
  throw new Error(`${seat.user.name} is not in #${channel.name} and must join it first`);
}

export type Posted = { readonly channel: Channel; readonly message: Message };

/** The message as it is now in the workspace, in a channel that this person sees. */
export function postedMessage(seat: Seat, shown: Pick<Message, "channel" | "ts">): Posted {
  const channel = channelOf(seat, { id: shown.channel });
  const message = findMessage(channel, shown.ts);
  if (message === undefined) throw new Error("That message is not there any more");
  return { channel, message };
}

export function authoredMessage(seat: Seat, shown: Message): Posted {
  const posted = postedMessage(seat, shown);
  if (posted.message.user !== seat.user.id) throw new Error(`${seat.user.name} did not write that message`);
  return posted;
}
