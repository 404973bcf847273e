import { SlackError } from "./error.ts";
import type { User } from "./model.ts";
import type { Workspace } from "./workspace.ts";

/** To make one takes many times as long as to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Seconds that this zone is ahead of UTC at that time. */
function offsetOf(tz: string, at: number): number {
  const format = formats.get(tz) ?? new Intl.DateTimeFormat("en-US", { timeZone: tz, timeZoneName: "longOffset" });
  formats.set(tz, format);
  const parts = format.formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  if (match === null) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 3_600 + Number(match[3]) * 60);
}

export function wireUser(workspace: Workspace, user: User, withEmail: boolean): Record<string, unknown> {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetOf(user.tz, workspace.clock.now()),
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.displayName,
      display_name_normalized: user.displayName,
      team: user.teamId,
      ...(withEmail && !user.isBot ? { email: user.email } : {}),
      ...(user.isBot ? { bot_id: workspace.app.botId, api_app_id: workspace.app.id } : {}),
    },
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_app_user: false,
    is_stranger: user.isStranger,
    updated: workspace.seconds(),
  };
}

export function userOf(workspace: Workspace, id: string): User {
  const user = workspace.users.get(id);
  if (user === undefined) throw new SlackError("user_not_found");
  return user;
}

export type ProfileChange = Partial<Pick<User, "realName" | "displayName" | "email" | "tz" | "deleted">>;

/** A person changes their profile, or leaves the company. */
export function changeUser(workspace: Workspace, user: User, change: ProfileChange): void {
  Object.assign(user, change);
  const wire = wireUser(workspace, user, workspace.app.scopes.includes("users:read.email"));
  workspace.changed("user", wire);
  workspace.emit({ type: "user_change", user: wire, cache_ts: workspace.seconds(), event_ts: workspace.stamp() });
}
