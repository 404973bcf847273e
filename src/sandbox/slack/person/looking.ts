import { type PrintableMessage, type PrintableView, printChannel, printMessage, printView } from "../../print/print.ts";
import type { PrintContext } from "../../print/text.ts";
import type { Failure } from "../act/front.ts";
import type { Channel, Message, View } from "../model.ts";
import { stackOf, withState } from "../views.ts";
import { findDirectMessage } from "../workspace.ts";
import { visibleMessages, type Where } from "./find.ts";
import { channelOf, type Seat } from "./seat.ts";

export type Looking = {
  /** Messages visible to this person, those for them alone among them, oldest first. */
  sees(where: Where): readonly Message[];
  /** The channel as a screen reader reads it, one line per thing. */
  reads(where: Where): string;
  /** The form on top, with all that is filled in. */
  modal(): View | undefined;
  /** The form on top as a screen reader reads it. */
  readsForm(): string | undefined;
  home(): View | undefined;
  /** The conversation with the app. */
  directMessages(): readonly Message[];
};

/** What this person was shown because of what they did. */
export type Seen = {
  /** Messages for this person alone that came or changed. */
  readonly messages: readonly Message[];
  /** The form that was opened or changed and is open now. */
  readonly modal: View | undefined;
  /** All of it as read aloud. */
  readonly text: string;
  /** Slack's own word for it when the app did not answer. */
  readonly failed: Failure;
};

export function looking(seat: Seat): Looking {
  const { workspace } = seat.front;
  const me = seat.user.id;
  return {
    sees: (where) => visibleMessages(channelOf(seat, where), me),
    reads(where) {
      const channel = channelOf(seat, where);
      const room = {
        name: channel.name,
        is_private: channel.kind === "private",
        is_archived: channel.archived,
        topic: channel.topic,
      };
      return printChannel(room, printable(channel, me), readerOf(seat)).join("\n");
    },
    modal: () => openModal(seat),
    readsForm() {
      const form = openModal(seat);
      return form === undefined ? undefined : printView(printableView(form), readerOf(seat)).join("\n");
    },
    home() {
      const home = workspace.homes.get(me);
      return home === undefined ? undefined : withState(workspace, home);
    },
    directMessages() {
      const channel = findDirectMessage(workspace, me);
      return channel === undefined ? [] : visibleMessages(channel, me);
    },
  };
}

function openModal({ user, front }: Seat): View | undefined {
  const top = stackOf(front.workspace, user.id).at(-1);
  return top === undefined ? undefined : withState(front.workspace, top);
}

function readerOf({ user, front }: Seat): PrintContext {
  const { users, channels, usergroups, clock, app } = front.workspace;
  return {
    zone: user.tz,
    now: clock.now(),
    nameOf(id) {
      if (id === app.botId) return users.get(app.botUserId)?.name;
      return users.get(id)?.name ?? channels.get(id)?.name ?? usergroups.get(id)?.handle;
    },
  };
}

function printable(channel: Channel, userId: string): PrintableMessage[] {
  return visibleMessages(channel, userId).map((message) => ({
    ...message,
    ...(message.is_ephemeral === true ? { ephemeral_to: userId } : {}),
  }));
}

function printableView({ submit, close, ...view }: View): PrintableView {
  return { ...view, ...(submit === null ? {} : { submit }), ...(close === null ? {} : { close }) };
}

/** Does something, waits for what the app makes of it, and says what of it this person was shown. */
export async function watched(seat: Seat, doIt: () => Promise<Failure>): Promise<Seen> {
  const { workspace } = seat.front;
  const me = seat.user.id;
  const before = workspace.changes.at(-1)?.id ?? 0;
  const failed = await doIt();
  await seat.quiet();
  const mine = workspace.changes.filter((change) => change.id > before && change.user === me);
  const stamps = new Set(
    mine.filter(({ type }) => type.startsWith("ephemeral")).map(({ data }) => (data as { ts: string }).ts),
  );
  const messages = [...workspace.channels.values()].flatMap((channel) =>
    channel.ephemerals.filter(({ message }) => stamps.has(message.ts)).map(({ message }) => message),
  );
  const modal = mine.some(({ type }) => type === "modal") ? openModal(seat) : undefined;
  const reader = readerOf(seat);
  const lines = messages.flatMap((message) => printMessage(message, reader));
  if (modal !== undefined) lines.push(...printView(printableView(modal), reader));
  return { messages, modal, text: lines.join("\n"), failed };
}
