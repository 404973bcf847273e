import { useSyncExternalStore } from "react";
import type { Message } from "../../slack/model.ts";
import { Avatar } from "../avatar.tsx";
import { useSeen, useStore } from "../client.tsx";
import { nameOf } from "../people.ts";
import { usePlace } from "../place-context.tsx";
import { timesIn } from "../times.ts";
import { millisOf } from "./rows.ts";

/** How many replies there are and when the last one came; opens them beside. */
export function ThreadSummary({ message }: { readonly message: Message }) {
  const { place, go } = usePlace();
  const store = useStore();
  const users = useSeen((state) => state.users);
  const me = useSeen((state) => state.me);
  const today = useSyncExternalStore(store.subscribe, () => Math.floor(store.now() / 3_600_000) * 3_600_000);
  const { channel, ts, reply_count: count = 0, reply_users = [], latest_reply } = message;
  if (message.subtype === "thread_broadcast" && message.thread_ts !== undefined && message.thread_ts !== ts) {
    const thread = message.thread_ts;
    return (
      <button type="button" className="thread-link" onClick={() => go({ in: channel, thread })}>
        Replied to a thread: see it
      </button>
    );
  }
  if (count === 0) return null;
  const times = timesIn(users[me]?.tz ?? "UTC");
  const last = latest_reply === undefined ? "" : `last ${times.moment(millisOf(latest_reply), today)}`;
  return (
    <button
      type="button"
      className="thread-summary"
      aria-expanded={place.thread === ts}
      onClick={() => go({ in: channel, thread: ts })}
    >
      <span className="thread-faces">
        {reply_users.slice(0, 4).map((id) => (
          <Avatar key={id} name={nameOf({ users }, id)} size={24} isApp={users[id]?.is_bot ?? false} />
        ))}
      </span>
      <strong>{count === 1 ? "1 reply" : `${count} replies`}</strong>
      <span className="thread-last">{last}</span>
    </button>
  );
}
