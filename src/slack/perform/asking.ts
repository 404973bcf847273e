import type { Outcome } from "../../flow/performer.ts";
import type { Clock } from "../../shared/time.ts";
import { type Call, type Called, channelOf } from "../call.ts";
import type { CreatedFor, Limiter } from "../limiter.ts";

/** A call inside an effect: either its data, or the outcome with which the effect must stop. */
export type Asked<Data> =
  | { readonly data: Data; readonly stop?: undefined }
  | { readonly data?: undefined; readonly stop: Outcome };

export type Ask = {
  /** For reads and for writes that may be repeated. `fine`: errors that mean it is done already. */
  <Data = Record<string, unknown>>(
    method: string,
    args: Record<string, unknown>,
    fine?: readonly string[],
    createdFor?: CreatedFor,
  ): Promise<Asked<Data | undefined>>;
};

/** What no retry mends; a person must. Says what, in the words of the person who keeps Pitwall. */
const MENDS: Readonly<Record<string, string>> = {
  missing_scope: "the Slack app lacks a permission: reinstall it with the manifest",
  not_in_channel: "Pitwall is not in that channel: /invite it",
  channel_not_found: "the channel does not exist or Pitwall may not see it",
  is_archived: "the channel is archived",
  restricted_action: "this workspace does not let Pitwall do that: ask an admin",
  invalid_auth: "the Slack token is wrong",
  account_inactive: "the Slack token was revoked",
  token_revoked: "the Slack token was revoked",
};
/** A wrong token is mended by its operator within minutes, and nothing must be lost meanwhile. */
const WAITS_FOR_OPERATOR = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
]);

export function asking(parts: { readonly call: Call; readonly limiter: Limiter; readonly clock: Clock }): Ask {
  const { call, limiter } = parts;
  return async <Data>(
    method: string,
    args: Record<string, unknown>,
    fine: readonly string[] = [],
    createdFor?: CreatedFor,
  ) => {
    const channel = channelOf(args);
    const room = limiter.take(method, {
      ...(channel === undefined ? {} : { channel }),
      ...(createdFor === undefined ? {} : { createdFor }),
    });
    if (!room.ok) return { stop: { later: room.at } };
    const called: Called<Data> = await call<Data>(method, args);
    if (called.ok) return { data: called.data };
    if (called.kind === "limited") limiter.pause(method, called.afterMs, channel);
    if (called.kind === "refused" && fine.includes(called.error)) return { data: undefined };
    return { stop: outcomeOf(method, called) };
  };
}

/** How a failed call ends or delays its effect. */
function outcomeOf(method: string, called: Exclude<Called, { ok: true }>): Outcome {
  switch (called.kind) {
    case "limited":
      return { retry: `${method}: Slack asks to wait`, afterMs: called.afterMs, unknown: false };
    case "away":
      return { retry: `${method}: Slack cannot be reached (${called.detail})`, unknown: false };
    case "unknown":
      return { retry: `${method}: no answer (${called.detail})`, unknown: true };
    case "refused": {
      const why = MENDS[called.error] ?? (called.detail === "" ? called.error : `${called.error}: ${called.detail}`);
      if (WAITS_FOR_OPERATOR.has(called.error)) return { retry: `${method}: ${why}`, afterMs: 15_000, unknown: false };
      return { gaveUp: `${method}: ${why}` };
    }
  }
}
