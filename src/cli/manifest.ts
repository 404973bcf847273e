/** Where Slack sends what happens: over a socket that the bot opens, or to `<url>/slack/events`. */
export type ManifestMode = { readonly mode: "socket" } | { readonly mode: "http"; readonly url: string };

/** Other names for the commands, such as `{ "/incident": "/pit" }`: names are shared by all apps of a workspace. */
export type CommandNames = Readonly<Record<string, string>>;

export type SlackManifest = ReturnType<typeof manifestFor>;

/** The Slack app manifest that fits the way of delivery; the workspace's administrator pastes it when creating the app. */
export function manifestFor(way: ManifestMode, commands: CommandNames = {}) {
  const requestUrl = way.mode === "http" ? `${way.url.replace(/\/+$/, "")}/slack/events` : undefined;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: "Pitwall",
      description: "Runs an incident from the first page to the reviewed postmortem, and answers platform questions.",
      long_description:
        "Pitwall opens a channel for each incident, pages who is on call, keeps one live card and one timeline that can be trusted, reminds of updates, and drafts the postmortem from the record. In between it answers the questions developers have about the platform: who owns this, how do I deploy it, where is its runbook. It is self-hosted: what is said to it stays with you.",
      background_color: "#1f2937",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "pitwall", always_online: true },
      slash_commands: SLASH_COMMANDS.map(({ command, ...rest }) => ({
        command: commands[command] ?? command,
        ...(requestUrl === undefined ? {} : { url: requestUrl }),
        ...rest,
        // Escaped, mentions arrive as ids; unescaped, "@bo" could not be told from a word.
        should_escape: true,
      })),
      shortcuts: SHORTCUTS,
    },
    oauth_config: { scopes: { bot: SCOPES } },
    settings: {
      event_subscriptions: { ...(requestUrl === undefined ? {} : { request_url: requestUrl }), bot_events: EVENTS },
      interactivity: {
        is_enabled: true,
        ...(requestUrl === undefined ? {} : { request_url: requestUrl, message_menu_options_url: requestUrl }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: way.mode === "socket",
      token_rotation_enabled: false,
    },
  };
}

/** As it is pasted and kept in `manifests/`. */
export function manifestText(manifest: SlackManifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

const SLASH_COMMANDS = [
  {
    command: "/incident",
    description: "Declare an incident, or run the one of this channel",
    usage_hint: "what is broken | status | update | resolve | help",
  },
  {
    command: "/platform",
    description: "Ask about services, owners, deployments and runbooks",
    usage_hint: "who owns checkout? | how do I deploy it?",
  },
] as const;

const SHORTCUTS = [
  {
    name: "Declare an incident",
    type: "global",
    callback_id: "declare",
    description: "Say what is broken; Pitwall pages and opens the channel",
  },
  {
    name: "Add to timeline",
    type: "message",
    callback_id: "keep-message",
    description: "Keep this message on the timeline of the incident",
  },
  {
    name: "Declare from message",
    type: "message",
    callback_id: "declare-from-message",
    description: "Declare an incident with this message as its first entry",
  },
  {
    name: "Ask the platform",
    type: "message",
    callback_id: "ask-platform",
    description: "Answer the question in this message in its thread",
  },
] as const;

const SCOPES = [
  "app_mentions:read",
  "bookmarks:read",
  "bookmarks:write",
  "channels:history",
  "channels:join",
  "channels:manage",
  "channels:read",
  "chat:write",
  "chat:write.public",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "groups:write",
  "im:history",
  "im:write",
  "pins:write",
  "reactions:read",
  "reactions:write",
  "users:read",
  "users:read.email",
] as const;

const EVENTS = [
  "app_home_opened",
  "app_mention",
  "channel_archive",
  "channel_deleted",
  "channel_rename",
  "channel_unarchive",
  "group_archive",
  "group_deleted",
  "group_rename",
  "group_unarchive",
  "member_joined_channel",
  "member_left_channel",
  "message.channels",
  "message.groups",
  "message.im",
  "reaction_added",
  "reaction_removed",
  "user_change",
] as const;
