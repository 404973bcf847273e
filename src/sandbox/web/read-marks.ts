import type { Message, Ts } from "../slack/model.ts";
import type { Workspace } from "../slack/workspace.ts";

/** How far each person has read each channel, whichever browser they sit at. */
export type ReadMarks = {
  /** Everything after it is unread; "0" when nothing was read. */
  of(userId: string, channel: string): Ts;
  /** Moves the mark, also back: "mark as unread" is one as well. */
  set(userId: string, channel: string, ts: Ts): void;
};

export function openReadMarks(workspace: Workspace): ReadMarks {
  const marks = new Map<string, Ts>();

  function of(userId: string, channel: string): Ts {
    return marks.get(`${userId} ${channel}`) ?? "0";
  }

  // Whoever writes into a channel has read it. A reply says nothing of the channel around its thread.
  workspace.onChange(({ type, data }) => {
    if (type !== "message") return;
    const { user, channel, ts, thread_ts } = data as Message;
    if (thread_ts === undefined || thread_ts === ts) marks.set(`${user} ${channel}`, ts);
  });

  return {
    of,
    set(userId, channel, ts) {
      if (of(userId, channel) === ts) return;
      marks.set(`${userId} ${channel}`, ts);
      workspace.changed("read", { channel, last_read: ts }, { user: userId });
    },
  };
}
