import type { FetchPerson, FindByEmail } from "../flow/people.ts";
import type { Outcome } from "../flow/performer.ts";
import { type Clock, MINUTE } from "../shared/time.ts";
import type { Call, Called } from "./call.ts";
import type { Ask } from "./perform/asking.ts";

type SlackUser = {
  readonly id: string;
  readonly name?: string;
  readonly deleted?: boolean;
  readonly tz?: string;
  readonly profile?: { readonly display_name?: string; readonly real_name?: string; readonly email?: string };
};

/** The connection broke off, which takes no time; what timed out is not waited for twice at once. */
const BROKE_OFF = new Set(["ECONNRESET", "UND_ERR_SOCKET"]);

/** One person, from `users.info`. */
export function fetchingPeople(call: Call): {
  readonly fetch: FetchPerson;
  readonly findByEmail: FindByEmail;
} {
  /** Whoever is not found is neither invited nor named: a lost answer is asked for once more. */
  async function asked(method: string, args: Record<string, unknown>): Promise<Called<{ user: SlackUser }>> {
    const answered = await call<{ user: SlackUser }>(method, args);
    return !answered.ok && answered.kind === "unknown" && BROKE_OFF.has(answered.detail)
      ? call<{ user: SlackUser }>(method, args)
      : answered;
  }
  return {
    async fetch(id) {
      const answered = await asked("users.info", { user: id });
      return answered.ok ? personOf(answered.data.user) : undefined;
    },
    async findByEmail(email) {
      const answered = await asked("users.lookupByEmail", { email });
      if (answered.ok) return answered.data.user.id;
      return answered.kind === "refused" && answered.error === "users_not_found" ? null : undefined;
    },
  };
}

export function personOf(user: SlackUser) {
  const { profile } = user;
  return {
    id: user.id,
    name: profile?.display_name || profile?.real_name || user.name || user.id,
    email: profile?.email,
    zone: user.tz,
    deleted: user.deleted === true,
  };
}

const KEPT_FOR = 10 * MINUTE;

/** Finds the channels that the configuration names; undefined when there is none of that name. The list is read again when a name is not in it, at most once a minute. */
export function channelDirectory(ask: Ask, clock: Clock): (name: string) => Promise<string | undefined | Outcome> {
  let known = new Map<string, string>();
  let readAt = Number.NEGATIVE_INFINITY;

  async function read(): Promise<Outcome | undefined> {
    const found = new Map<string, string>();
    let cursor = "";
    do {
      const listed = await ask<{
        channels?: readonly { id: string; name: string }[];
        response_metadata?: { next_cursor?: string };
      }>("conversations.list", {
        types: "public_channel,private_channel",
        exclude_archived: true,
        limit: 1000,
        ...(cursor === "" ? {} : { cursor }),
      });
      if (listed.stop !== undefined) return listed.stop;
      for (const channel of listed.data?.channels ?? []) found.set(channel.name, channel.id);
      cursor = listed.data?.response_metadata?.next_cursor ?? "";
    } while (cursor !== "");
    known = found;
    readAt = clock.now();
    return undefined;
  }

  return async (text) => {
    const name = text.replace(/^#/, "");
    if (/^[CG][A-Z0-9]{6,}$/.test(name)) return name;
    const age = clock.now() - readAt;
    if (age > KEPT_FOR || (!known.has(name) && age > MINUTE)) {
      const stop = await read();
      if (stop !== undefined) return stop;
    }
    return known.get(name);
  };
}
