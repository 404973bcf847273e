import { createContext, type ReactNode, useContext, useMemo } from "react";
import { MINUTE } from "../../../shared/time.ts";
import type { Reading as When } from "../../print/date.ts";
import type { ChannelSeen } from "../../web/protocol.ts";
import { useClient } from "../client.tsx";
import type { PageState } from "../state.ts";

/** Who reads, where and when: what mentions and dates are drawn by. */
export type Reading = Pick<When, "zone"> & {
  /** Workspace time, epoch ms. It goes on while the rest stays as it is. */
  readonly now: () => number;
  readonly me: string;
  readonly users: PageState["users"];
  readonly channels: readonly ChannelSeen[];
  readonly userName: (id: string) => string | undefined;
  readonly groupName: (id: string) => string | undefined;
  /** Undefined where this person sees no such channel. */
  readonly channel: (idOrName: string) => Pick<ChannelSeen, "id" | "name" | "kind"> | undefined;
};

export const ReadingContext = createContext<Reading | undefined>(undefined);

export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (reading === undefined) throw new Error("Nobody reads here: a ReadingProvider is missing above.");
  return reading;
}

/**
 * Another object only once a minute, when time was moved, or when somebody is renamed, so that texts are not drawn anew
 * with every message.
 */
export function ReadingProvider({ children }: { readonly children: ReactNode }) {
  const { state, now } = useClient();
  const { me, users, usergroups, channels } = state;
  const minute = Math.floor(now() / MINUTE);
  const reading = useMemo(
    () => ({ ...readingOf({ me, users, usergroups, channels }), now, minute }),
    [me, users, usergroups, channels, now, minute],
  );
  return <ReadingContext value={reading}>{children}</ReadingContext>;
}

function readingOf(seen: Pick<PageState, "me" | "users" | "usergroups" | "channels">): Omit<Reading, "now"> {
  const { me, users, usergroups, channels } = seen;
  return {
    me,
    users,
    channels,
    zone: users[me]?.tz ?? "UTC",
    userName: (id) => users[id]?.name,
    groupName: (id) => usergroups.find((group) => group.id === id)?.handle,
    channel: (idOrName) =>
      channels.find(({ id, name, kind }) => id === idOrName || (kind !== "im" && name === idOrName)),
  };
}
