import type { PageState } from "./state.ts";
import { unreadOf } from "./unread.ts";

/** Channels of incidents are called `inc-1-…`; the one in which they are declared is `#incidents`. */
const INCIDENT = /^inc-/;
const DECLARED_IN = "incidents";

/** What is shown to whom nothing else was asked for: where something waits, before where nothing happens. */
export function firstChannel({
  channels,
  messages,
  me,
}: Pick<PageState, "channels" | "messages" | "me">): string | undefined {
  const rooms = channels.filter(({ is_member, archived, kind }) => is_member && !archived && kind !== "im");
  const newestAt = (id: string): number => Number(messages[id]?.at(-1)?.ts ?? 0);
  const incidents = rooms
    .filter(({ name }) => INCIDENT.test(name))
    .sort((one, other) => newestAt(other.id) - newestAt(one.id));
  const mentioned = incidents.find((channel) => unreadOf(channel, messages[channel.id] ?? [], me).mentions > 0);
  const first = mentioned ?? incidents[0] ?? rooms.find(({ name }) => name === DECLARED_IN) ?? rooms[0] ?? channels[0];
  return first?.id;
}
