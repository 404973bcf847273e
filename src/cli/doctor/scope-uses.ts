import type { SlackManifest } from "../manifest.ts";

type Scope = SlackManifest["oauth_config"]["scopes"]["bot"][number];

/** What stops when a scope of the manifest was not granted. */
export const SCOPE_USES: Readonly<Record<Scope, string>> = {
  "app_mentions:read": "mentions of the bot are not heard",
  "bookmarks:read": "the bookmark of the call may appear twice",
  "bookmarks:write": "the call is not bookmarked",
  "channels:history": "notes in threads and messages on the timeline are not heard",
  "channels:join": "the bot cannot join a channel by itself",
  "channels:manage": "no incident channel can be opened, no one invited, no topic set",
  "channels:read": "named channels are not found",
  "chat:write": "nothing can be said at all",
  "chat:write.public": "channels that the bot is not in get no announcement",
  commands: "/incident and /platform do nothing",
  "files:read": "pictures on the timeline are not shown",
  "files:write": "long postmortems cannot be sent as a file",
  "groups:history": "notes in private incident channels are not heard",
  "groups:read": "private channels are not found",
  "groups:write": "no private incident can be opened",
  "im:history": "questions by direct message are not heard",
  "im:write": "nobody gets a direct message",
  "pins:write": "the card is not pinned",
  "reactions:read": "a 📌 does not keep a message on the timeline",
  "reactions:write": "a kept message is not marked",
  "users:read": "people go by their ids",
  "users:read.email": "people of Slack and PagerDuty are not recognised as the same",
};
