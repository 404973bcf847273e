import type { Call } from "./call.ts";

export type Identity = {
  readonly userId: string;
  readonly botId: string;
  readonly teamId: string;
  readonly url: string;
};

export type KeptIdentity = {
  readonly load: () => Promise<string | undefined>;
  readonly save: (text: string) => Promise<void>;
};

/**
 * Who the bot is; undefined while Slack does not say. Asked when first needed and again after a failure: Bolt's own look-up
 * caches a failed one for ever, so that a bot started while Slack is away would never work. What was known at an earlier
 * start serves meanwhile.
 */
export function identityOf(call: Call, kept: KeptIdentity): () => Promise<Identity | undefined> {
  let known: Identity | undefined;
  return async () => {
    if (known !== undefined) return known;
    const answered = await call<{ user_id: string; bot_id: string; team_id: string; url: string }>("auth.test", {});
    if (answered.ok) {
      const { user_id: userId, bot_id: botId, team_id: teamId, url } = answered.data;
      known = { userId, botId, teamId, url };
      await kept.save(JSON.stringify(known));
      return known;
    }
    const before = await kept.load();
    return before === undefined ? undefined : (JSON.parse(before) as Identity);
  };
}

/** For those who can do nothing without it: a listener fails, and its event comes again. */
export function certain(identity: () => Promise<Identity | undefined>): () => Promise<Identity> {
  return async () => {
    const known = await identity();
    if (known === undefined) throw new Error("Slack does not say who this bot is");
    return known;
  };
}
