import { SlackError } from "./error.ts";
import { postSystemMessage } from "./messages.ts";
import type { Channel } from "./model.ts";
import { codePoints } from "./typed-text.ts";
import { addChannel, type Workspace } from "./workspace.ts";

const NAME_LENGTH = 80;
const TOPIC_LENGTH = 250;

function twin(channel: Channel, what: string): string {
  return `${channel.kind === "private" ? "group" : "channel"}_${what}`;
}

function brief(channel: Channel): Record<string, unknown> {
  return {
    id: channel.id,
    is_channel: true,
    is_mpim: false,
    name: channel.name,
    name_normalized: channel.name,
    created: channel.created,
  };
}

/** Everyone hears of a public channel, members alone of a private one. */
function emitAbout(workspace: Workspace, channel: Channel, what: string, body: Record<string, unknown>): void {
  workspace.emit({ type: twin(channel, what), ...body, event_ts: workspace.stamp() }, channel);
}

function told(workspace: Workspace, channel: Channel): void {
  const { messages: _, ephemerals: __, members, ...rest } = channel;
  workspace.changed("channel", { ...rest, members: [...members] }, { channel: channel.id });
}

function checkName(name: string): void {
  if (name === "") throw new SlackError("invalid_name_required");
  if (codePoints(name) > NAME_LENGTH) throw new SlackError("invalid_name_maxlength");
  if (/^[-_]+$/.test(name)) throw new SlackError("invalid_name_punctuation");
  if (!/^[a-z0-9_-]+$/.test(name)) throw new SlackError("invalid_name_specials");
}

function checkFree(workspace: Workspace, name: string): void {
  const taken = [...workspace.channels.values()].some(
    (channel) => channel.name === name && (workspace.switches.archivedNamesTaken || !channel.archived),
  );
  if (taken) throw new SlackError("name_taken");
}

function checkOpen(channel: Channel): void {
  if (channel.kind === "im") throw new SlackError("method_not_supported_for_channel_type");
  if (channel.archived) throw new SlackError("is_archived");
}

export function createChannel(workspace: Workspace, by: string, name: string, isPrivate: boolean): Channel {
  checkName(name);
  checkFree(workspace, name);
  const channel = addChannel(workspace, { name, kind: isPrivate ? "private" : "public", creator: by, members: [] });
  if (!isPrivate) {
    const event = { channel: { ...brief(channel), creator: by, is_private: false, is_archived: false } };
    emitAbout(workspace, channel, "created", event);
  }
  addMember(workspace, channel, by, undefined);
  return channel;
}

/** Makes a person a member, with the line and the event that this brings. */
function addMember(workspace: Workspace, channel: Channel, userId: string, inviter: string | undefined): void {
  channel.members.add(userId);
  told(workspace, channel);
  const by = inviter === undefined ? {} : { inviter };
  const { botUserId } = workspace.app;
  if (userId === botUserId && inviter !== undefined) {
    postSystemMessage(workspace, channel, inviter, "bot_add", `added an integration to this channel: <@${botUserId}>`);
  }
  const verb = channel.kind === "private" ? "group" : "channel";
  postSystemMessage(workspace, channel, userId, "channel_join", `<@${userId}> has joined the ${verb}`, by);
  const letter = channel.kind === "private" ? "G" : "C";
  workspace.emit(
    {
      type: "member_joined_channel",
      user: userId,
      channel: channel.id,
      channel_type: letter,
      team: workspace.team.id,
      ...by,
      event_ts: workspace.stamp(),
    },
    channel,
  );
}

function dropMember(workspace: Workspace, channel: Channel, userId: string, by: string): void {
  const event = {
    type: "member_left_channel",
    user: userId,
    channel: channel.id,
    channel_type: channel.kind === "private" ? "G" : "C",
    team: workspace.team.id,
    event_ts: workspace.stamp(),
  };
  workspace.emit(event, channel);
  if (userId === workspace.app.botUserId) emitAbout(workspace, channel, "left", { channel: channel.id, actor_id: by });
  channel.members.delete(userId);
  told(workspace, channel);
  if (!canSee(channel, userId)) workspace.changed("channel_deleted", { id: channel.id }, { user: userId });
  postSystemMessage(workspace, channel, userId, "channel_leave", `<@${userId}> has left the channel`);
}

export function join(workspace: Workspace, channel: Channel, userId: string): "joined" | "was in" {
  if (channel.kind !== "public") throw new SlackError("method_not_supported_for_channel_type");
  checkOpen(channel);
  if (channel.members.has(userId)) return "was in";
  addMember(workspace, channel, userId, undefined);
  return "joined";
}

export type InviteError = { readonly user: string; readonly ok: false; readonly error: string };

function inviteError(workspace: Workspace, channel: Channel, by: string, userId: string): string | undefined {
  const user = workspace.users.get(userId);
  if (user === undefined || user.deleted) return "user_not_found";
  if (userId === by) return "cant_invite_self";
  if (channel.members.has(userId)) return "already_in_channel";
  if (user.isStranger) return "org_user_not_in_team";
  return undefined;
}

/** Invites all of them or, unless forced, nobody when one cannot be; a deactivated person does not hold up the others. */
export function invite(workspace: Workspace, channel: Channel, by: string, userIds: readonly string[], force: boolean) {
  checkOpen(channel);
  if (!channel.members.has(by)) throw new SlackError("not_in_channel");
  const errors: InviteError[] = [];
  let holdsUp = false;
  const welcome: string[] = [];
  for (const user of new Set(userIds)) {
    const error = inviteError(workspace, channel, by, user);
    if (error === undefined) welcome.push(user);
    else errors.push({ user, ok: false, error });
    if (error !== undefined && workspace.users.get(user)?.deleted !== true) holdsUp = true;
  }
  if (force || !holdsUp) for (const user of welcome) addMember(workspace, channel, user, by);
  const [first] = errors;
  if (first !== undefined && !(force && welcome.length > 0)) throw new SlackError(first.error, { errors });
}

export function kick(workspace: Workspace, channel: Channel, by: string, userId: string): void {
  checkOpen(channel);
  if (channel.isGeneral) throw new SlackError("cant_kick_from_general");
  if (userId === by) throw new SlackError("cant_kick_self");
  if (!workspace.users.has(userId)) throw new SlackError("user_not_found");
  if (!channel.members.has(by) || !channel.members.has(userId)) throw new SlackError("not_in_channel");
  dropMember(workspace, channel, userId, by);
}

export function leave(workspace: Workspace, channel: Channel, userId: string): "left" | "was not in" {
  checkOpen(channel);
  if (channel.isGeneral) throw new SlackError("cant_leave_general");
  if (!channel.members.has(userId)) return "was not in";
  if (channel.kind === "private" && channel.members.size === 1) throw new SlackError("last_member");
  dropMember(workspace, channel, userId, userId);
  return "left";
}

export function archive(workspace: Workspace, channel: Channel, by: string): void {
  if (channel.kind === "im") throw new SlackError("method_not_supported_for_channel_type");
  if (channel.isGeneral) throw new SlackError("cant_archive_general");
  if (channel.archived) throw new SlackError("already_archived");
  if (!channel.members.has(by)) throw new SlackError("not_in_channel");
  postSystemMessage(workspace, channel, by, "channel_archive", "archived the channel");
  channel.archived = true;
  told(workspace, channel);
  emitAbout(workspace, channel, "archive", { channel: channel.id, user: by });
}

export function unarchive(workspace: Workspace, channel: Channel, by: string): void {
  if (channel.kind === "im") throw new SlackError("method_not_supported_for_channel_type");
  if (!channel.archived) throw new SlackError("not_archived");
  if (by === workspace.app.botUserId) throw new SlackError("user_is_bot");
  channel.archived = false;
  told(workspace, channel);
  postSystemMessage(workspace, channel, by, "channel_unarchive", "un-archived the channel");
  emitAbout(workspace, channel, "unarchive", { channel: channel.id, user: by });
}

export function rename(workspace: Workspace, channel: Channel, by: string, name: string): void {
  checkOpen(channel);
  if (!channel.members.has(by)) throw new SlackError("not_in_channel");
  if (by === workspace.app.botUserId && channel.creator !== by) throw new SlackError("not_authorized");
  checkName(name);
  if (name === channel.name) return;
  checkFree(workspace, name);
  const old = channel.name;
  channel.previousNames.unshift(old);
  channel.name = name;
  told(workspace, channel);
  const line = `has renamed the channel from "${old}" to "${name}"`;
  postSystemMessage(workspace, channel, by, "channel_name", line, { old_name: old, name });
  emitAbout(workspace, channel, "rename", { channel: brief(channel) });
}

/** Sets topic or purpose; the same value again changes and posts nothing. */
export function say(
  workspace: Workspace,
  channel: Channel,
  by: string,
  what: "topic" | "purpose",
  value: string,
): void {
  checkOpen(channel);
  if (!channel.members.has(by)) throw new SlackError("not_in_channel");
  if (codePoints(value) > TOPIC_LENGTH) throw new SlackError("too_long");
  if (channel[what].value === value) return;
  channel[what] = { value, creator: by, last_set: workspace.seconds() };
  told(workspace, channel);
  const line = value === "" ? `cleared the channel ${what}` : `set the channel ${what}: ${value}`;
  postSystemMessage(workspace, channel, by, `channel_${what}`, line, { [what]: value });
}

/** Only a person can: the messages are gone for good. */
export function deleteChannel(workspace: Workspace, channel: Channel, by: string): void {
  if (channel.isGeneral) throw new SlackError("cant_delete_general");
  emitAbout(workspace, channel, "deleted", { channel: channel.id, actor_id: by });
  workspace.channels.delete(channel.id);
  if (channel.kind === "public") workspace.changed("channel_deleted", { id: channel.id });
  else for (const user of channel.members) workspace.changed("channel_deleted", { id: channel.id }, { user });
}

export function wireChannel(workspace: Workspace, channel: Channel, viewer: string): Record<string, unknown> {
  if (channel.kind === "im") {
    const user = [...channel.members].find((member) => member !== viewer) ?? viewer;
    return { id: channel.id, created: channel.created, is_im: true, is_org_shared: false, user, is_archived: false };
  }
  return {
    ...brief(channel),
    is_group: false,
    is_im: false,
    is_private: channel.kind === "private",
    is_archived: channel.archived,
    is_general: channel.isGeneral,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_member: channel.members.has(viewer),
    creator: channel.creator,
    context_team_id: workspace.team.id,
    shared_team_ids: [workspace.team.id],
    unlinked: 0,
    topic: { ...channel.topic },
    purpose: { ...channel.purpose },
    previous_names: [...channel.previousNames],
  };
}

/** What of the workspace this user may know of: public channels, and those they are in. */
export function canSee(channel: Channel, userId: string): boolean {
  return channel.kind === "public" || channel.members.has(userId);
}
