import { type PrintableMessage, printMessage } from "../sandbox/print/print.ts";
import type { PrintContext } from "../sandbox/print/text.ts";
import type { Channel, Message } from "../sandbox/slack/model.ts";
import type { Workspace } from "../sandbox/slack/workspace.ts";

/** Lines that came or changed in one place since somebody looked last. */
export type Shown = { readonly where: string; readonly lines: readonly string[] };

type Kept = { readonly message: PrintableMessage; readonly where: string };

/**
 * Reads the whole workspace, what is for one person alone among it, and tells each time what is new since the last: new
 * messages whole, and of those that changed the lines that say something else.
 */
export function transcriptOf(workspace: Workspace, zone: string) {
  const kept = new Map<string, Kept>();
  return (): readonly Shown[] => {
    const reader: PrintContext = { zone, now: workspace.clock.now(), nameOf: (id) => nameIn(workspace, id) };
    const shown: { where: string; lines: string[] }[] = [];
    const tell = (where: string, lines: readonly string[]) => {
      const place = shown.find((one) => one.where === where);
      if (place !== undefined) place.lines.push(...lines);
      else if (lines.length > 0) shown.push({ where, lines: [...lines] });
    };
    for (const { key, message, where } of messagesIn(workspace)) {
      const before = kept.get(key);
      kept.set(key, { message: structuredClone(message), where });
      const now = printMessage(message, reader);
      if (before === undefined) tell(where, now);
      else tell(`${where}, ${sayWhich(message, reader)}`, changed(printMessage(before.message, reader), now));
    }
    return shown;
  };
}

export function nameIn(workspace: Workspace, id: string): string | undefined {
  const { users, channels, usergroups, app } = workspace;
  if (id === app.botId) return users.get(app.botUserId)?.name;
  return users.get(id)?.name ?? channels.get(id)?.name ?? usergroups.get(id)?.handle;
}

function* messagesIn(workspace: Workspace): Generator<Kept & { readonly key: string }> {
  for (const channel of workspace.channels.values()) {
    for (const message of channel.messages)
      yield { key: message.ts, message, where: placeOf(workspace, channel, message) };
    for (const { user, message } of channel.ephemerals) {
      const where = placeOf(workspace, channel, message);
      yield { key: `${message.ts} ${user}`, message: { ...message, ephemeral_to: user }, where };
    }
  }
}

function placeOf(workspace: Workspace, channel: Channel, message: Message): string {
  if (channel.kind === "im") {
    const person = [...channel.members].find((member) => member !== workspace.app.botUserId) ?? "";
    return `pitwall to ${nameIn(workspace, person) ?? person}`;
  }
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return `#${channel.name}${isReply ? ", in the thread" : ""}`;
}

function sayWhich(message: PrintableMessage, { nameOf }: PrintContext): string {
  if (message.pinned_to !== undefined && message.pinned_to.length > 0) return "the card now says";
  if (message.bot_id !== undefined) return "its message now says";
  return `below what ${nameOf(message.user ?? "") ?? "somebody"} wrote`;
}

/** Buttons that come and go with what is said are not worth a line. */
function changed(before: readonly string[], now: readonly string[]): readonly string[] {
  const known = new Set(before);
  return now.filter((line) => !known.has(line) && !line.trimStart().startsWith("["));
}
