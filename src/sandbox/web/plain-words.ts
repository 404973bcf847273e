import { SlackError } from "../slack/error.ts";

/** The errors of Slack that somebody at the page can bring about, as Slack's own client would say them. */
const WORDS: Readonly<Record<string, string>> = {
  already_pinned: "That message is pinned already",
  already_reacted: "You have already reacted with that",
  cannot_reply_to_message: "Nobody can reply to that message",
  cant_leave_general: "Nobody can leave #general",
  invalid_name: "There is no such emoji",
  is_archived: "That channel is archived",
  last_member: "The last member cannot leave a private channel",
  message_not_found: "That message is not there any more",
  method_not_supported_for_channel_type: "That is not possible in this conversation",
  no_reaction: "You have not reacted with that",
  not_in_channel: "You are not in that channel",
  not_pinnable: "That message cannot be pinned",
  not_pinned: "That message is not pinned",
  too_many_pins: "No more can be pinned in that channel",
};

/** What a person cannot do, in plain words; undefined when the error is of another kind: a mistake of the workspace. */
export function plainWords(error: unknown): string | undefined {
  if (error instanceof SlackError) return `${WORDS[error.error] ?? `Slack says: ${error.error}`}.`;
  // Whatever binds people says so in a plain Error; a TypeError and its like are bugs.
  if (error instanceof Error && error.name === "Error") return error.message.replace(/[^.!?]$/, "$&.");
  return undefined;
}
