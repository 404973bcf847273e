import { OPERATOR } from "../flow/look-up.ts";
import type { Bot } from "./bot.ts";

/** Whoever was deactivated can do nothing any more: each open incident hears that his role is free. */
export async function takeOffRoles(user: string, event: string, bot: Pick<Bot, "lookUp" | "carryOut">): Promise<void> {
  for (const { stream } of await bot.lookUp.open(OPERATOR)) {
    const roles = (await bot.lookUp.byStream(stream, OPERATOR))?.incident.roles ?? {};
    for (const [role, holder] of Object.entries(roles)) {
      if (holder !== user) continue;
      const command = { type: "releaseRole", role, by: "pitwall" } as const;
      await bot.carryOut({ stream, command, actor: "pitwall", cause: event });
    }
  }
}
