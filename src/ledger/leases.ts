import type { Instant } from "../shared/time.ts";
import { all, first, integer, type Steps, text } from "./statement.ts";

/**
 * One holder at a time. Whoever takes a lease over from a holder that is gone also frees the effects that it had claimed:
 * they become due at once, as unknown.
 *
 * @param isGone whether a holder is known to be dead though its lease runs on
 */
export function* holdLease(
  name: string,
  owner: string,
  now: Instant,
  ms: number,
  isGone: (owner: string) => boolean,
): Steps<boolean> {
  const held = yield* first("select owner, until from leases where name = ? and owner <> ?", name, owner);
  if (held !== undefined) {
    const holder = text(held, "owner");
    if (integer(held, "until") > now && !isGone(holder)) return false;
    yield* all("update outbox set lease_until = 0 where owner = ? and state = 'waiting'", holder);
  }
  yield* all(
    `insert into leases (name, owner, until) values (?, ?, ?)
     on conflict (name) do update set owner = excluded.owner, until = excluded.until`,
    name,
    owner,
    now + ms,
  );
  return true;
}

/** @param isGone whether a holder is known to be dead though its lease runs on */
export function* leaseHolder(
  name: string,
  now: Instant,
  isGone: (owner: string) => boolean,
): Steps<string | undefined> {
  const held = yield* first("select owner from leases where name = ? and until > ?", name, now);
  const holder = held && text(held, "owner");
  return holder === undefined || isGone(holder) ? undefined : holder;
}

export function* dropLease(name: string, owner: string): Steps<void> {
  yield* all("delete from leases where name = ? and owner = ?", name, owner);
}
