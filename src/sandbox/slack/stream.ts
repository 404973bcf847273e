import type { ServerResponse } from "node:http";
import { canSee, wireChannel } from "./channels.ts";
import { wireUser } from "./users.ts";
import { stackOf, withState } from "./views.ts";
import type { Change, Workspace } from "./workspace.ts";

function isFor(workspace: Workspace, change: Change, as: string | undefined): boolean {
  if (as === undefined) return true;
  if (change.user !== undefined && change.user !== as) return false;
  const channel = change.channel === undefined ? undefined : workspace.channels.get(change.channel);
  return channel === undefined || canSee(channel, as);
}

/**
 * Server-sent events of every change, as one person sees them or as nobody in particular. After `lastEventId` it goes
 * on where it was broken off; when that is no longer kept, it says `reset` and the reader asks for the state anew.
 */
export function streamChanges(
  workspace: Workspace,
  response: ServerResponse,
  lastEventId: number | undefined,
  as: string | undefined,
): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const write = (change: Change): void => {
    if (!isFor(workspace, change, as)) return;
    const { id, type, ...rest } = change;
    response.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(rest)}\n\n`);
  };
  response.write(": connected\n\n");
  if (lastEventId !== undefined) {
    const oldest = workspace.changes[0]?.id ?? 1;
    if (lastEventId + 1 < oldest) response.write("event: reset\ndata: {}\n\n");
    for (const change of workspace.changes) if (change.id > lastEventId) write(change);
  }
  const leave = workspace.onChange(write);
  response.on("close", leave);
}

/** The workspace as one person sees it. */
export function snapshot(workspace: Workspace, userId: string): Record<string, unknown> {
  const channels = [...workspace.channels.values()].filter((channel) => canSee(channel, userId));
  const home = workspace.homes.get(userId);
  return {
    lastEventId: workspace.changes.at(-1)?.id ?? 0,
    now: workspace.clock.now(),
    team: workspace.team,
    me: userId,
    users: [...workspace.users.values()].map((user) => wireUser(workspace, user, false)),
    channels: channels.map((channel) => ({
      ...wireChannel(workspace, channel, userId),
      members: [...channel.members],
      messages: channel.messages,
      ephemerals: channel.ephemerals.filter((each) => each.user === userId).map((each) => each.message),
      pins: channel.pins,
      bookmarks: channel.bookmarks,
    })),
    modals: stackOf(workspace, userId).map((view) => withState(workspace, view)),
    home: home === undefined ? null : withState(workspace, home),
  };
}
