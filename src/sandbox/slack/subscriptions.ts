import type { InstalledApp } from "./app.ts";
import { channelType } from "./messages.ts";
import type { Channel } from "./model.ts";
import type { SlackEvent, Workspace } from "./workspace.ts";

const MESSAGES = { channel: "message.channels", group: "message.groups", im: "message.im" } as const;

/** Of these everyone is told who subscribed, wherever they are a member. */
const OPEN_EVENTS: ReadonlySet<string> = new Set([
  "channel_created",
  "channel_archive",
  "channel_unarchive",
  "channel_rename",
  "channel_deleted",
  "app_home_opened",
  "user_change",
]);

/** Whether the app subscribed to the event and is where it happened. */
export function isWanted(app: InstalledApp, event: SlackEvent, channel: Channel | undefined): boolean {
  const isMessage = event.type === "message" && channel !== undefined;
  const name = isMessage ? MESSAGES[channelType(channel)] : event.type;
  if (app.manifest.settings?.event_subscriptions?.bot_events?.includes(name) !== true) return false;
  return OPEN_EVENTS.has(event.type) || channel === undefined || channel.members.has(app.botUserId);
}

/** The event in the envelope that the Events API puts around it. */
export function eventCallback(workspace: Workspace, event: SlackEvent): Record<string, unknown> {
  const { app, team } = workspace;
  return {
    token: app.verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: "event_callback",
    event_id: workspace.nextId("Ev"),
    event_time: workspace.seconds(),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: workspace.nextId("4-context-"),
  };
}
