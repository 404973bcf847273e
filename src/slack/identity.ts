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
 * Who the bot is. Asked when first needed and again after a failure: Bolt's own look-up caches a failed one for ever,
 * so that a bot started while Slack is away would never work. What was known at an earlier start serves meanwhile.
 */
export function identityOf(call: Call, kept: KeptIdentity): () => Promise<Identity> {
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
    if (before !== undefined) return JSON.parse(before) as Identity;
    throw new Error(
      `Slack does not say who this bot is: ${answered.kind === "refused" ? answered.error : answered.kind}`,
    );
  };
}
