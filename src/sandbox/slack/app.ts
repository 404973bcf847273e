/** The part of a Slack app manifest that this workspace acts on. */
export type Manifest = {
  readonly display_information: { readonly name: string };
  readonly features?: {
    readonly bot_user?: { readonly display_name: string };
    readonly app_home?: { readonly home_tab_enabled?: boolean; readonly messages_tab_enabled?: boolean };
    readonly slash_commands?: readonly { readonly command: string; readonly should_escape?: boolean }[];
    readonly shortcuts?: readonly {
      readonly name: string;
      readonly type: "message" | "global";
      readonly callback_id: string;
    }[];
  };
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly settings?: {
    readonly event_subscriptions?: { readonly bot_events?: readonly string[] };
    readonly interactivity?: { readonly is_enabled: boolean };
  };
};

/** The one app that is installed in the workspace. */
export type InstalledApp = {
  readonly id: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly verificationToken: string;
  readonly manifest: Manifest;
  readonly scopes: readonly string[];
};

export function installedApp(manifest: Manifest): InstalledApp {
  return {
    id: "A0PITWALL",
    botId: "B0PITWALL",
    botUserId: "U0PITWALL",
    botToken: "xoxb-sandbox-bot",
    appToken: "xapp-sandbox-app",
    signingSecret: "sandbox-signing-secret",
    verificationToken: "sandbox-verification",
    manifest,
    scopes: manifest.oauth_config?.scopes?.bot ?? [],
  };
}

/** Everything an incident bot may ask for: for tests of the workspace itself, which have no app of their own. */
export const fullManifest: Manifest = {
  display_information: { name: "Pitwall" },
  features: {
    bot_user: { display_name: "pitwall" },
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: [
      { command: "/incident", should_escape: true },
      { command: "/platform", should_escape: true },
    ],
    shortcuts: [
      { name: "Declare an incident", type: "global", callback_id: "declare" },
      { name: "Add to timeline", type: "message", callback_id: "add_to_timeline" },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        ...["commands", "chat:write", "chat:write.public", "app_mentions:read", "team:read"],
        ...["channels:manage", "channels:read", "channels:history", "channels:join"],
        ...["groups:write", "groups:read", "groups:history", "im:write", "im:read", "im:history"],
        ...["users:read", "users:read.email", "usergroups:read", "pins:write", "pins:read"],
        ...["bookmarks:write", "bookmarks:read", "reactions:read", "reactions:write", "files:write", "files:read"],
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        ...["app_home_opened", "app_mention", "message.channels", "message.groups", "message.im"],
        ...["reaction_added", "reaction_removed", "pin_added", "pin_removed"],
        ...["member_joined_channel", "member_left_channel", "user_change", "channel_left", "group_left"],
        ...["channel_created", "channel_archive", "channel_unarchive", "channel_rename", "channel_deleted"],
        ...["group_archive", "group_unarchive", "group_rename", "group_deleted"],
      ],
    },
    interactivity: { is_enabled: true },
  },
};
