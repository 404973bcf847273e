import { canSee } from "../channels.ts";
import { SlackError } from "../error.ts";
import type { Judge } from "../judge.ts";
import type { Channel } from "../model.ts";
import type { Triggers } from "../triggers.ts";
import type { Workspace } from "../workspace.ts";
import type { Args } from "./arguments.ts";
import type { MethodSpec } from "./method-table.ts";

/** One call of the app, checked against the method's table. */
export type Call = {
  readonly workspace: Workspace;
  readonly method: string;
  readonly spec: MethodSpec;
  readonly args: Args;
  /** Who calls: the app's bot user. */
  readonly me: string;
  readonly judge: Judge;
  readonly triggers: Triggers;
  /** Where the workspace is served, without a slash at the end. */
  readonly url: string;
  /** The address of a new Socket Mode connection. */
  openConnection(): string;
};

/** What is answered beside `ok`; a SlackError is thrown for everything else. */
export type Handler = (call: Call) => Readonly<Record<string, unknown>>;
export type Handlers = Readonly<Record<string, Handler>>;

export function isGranted(granted: readonly string[], needed: string): boolean {
  return needed.split("|").some((scope) => granted.includes(scope));
}

export function requireScope(workspace: Workspace, needed: string): void {
  if (isGranted(workspace.app.scopes, needed)) return;
  throw new SlackError("missing_scope", { needed, provided: workspace.app.scopes.join(",") });
}

/** The conversation of this id, when the app may know of it. A private one it is not in does not exist for it. */
export function visibleChannel(call: Call, id: string): Channel {
  const channel = call.workspace.channels.get(id);
  if (channel === undefined || !canSee(channel, call.me)) throw new SlackError("channel_not_found");
  const needed = call.spec.channelScopes[channel.kind];
  if (needed !== undefined) requireScope(call.workspace, needed);
  return channel;
}

/** The same, and the app is a member. */
export function joinedChannel(call: Call, id: string): Channel {
  const channel = visibleChannel(call, id);
  if (!channel.members.has(call.me)) throw new SlackError("not_in_channel");
  return channel;
}

export type Page<T> = { readonly items: readonly T[]; readonly response_metadata: { readonly next_cursor: string } };

/** One page of a list; the cursor says where the next one begins. */
export function pageOf<T>(
  call: Call,
  all: readonly T[],
  { standard, most }: { standard: number; most: number },
): Page<T> {
  const limit = Math.min(call.args.number("limit") || standard, most);
  if (limit < 1) throw new SlackError("invalid_limit");
  const cursor = call.args.maybe("cursor") ?? "";
  const start = cursor === "" ? 0 : Number(/^at:(\d+)$/.exec(atob64(cursor))?.[1]);
  if (Number.isNaN(start)) throw new SlackError("invalid_cursor");
  const next = start + limit < all.length ? Buffer.from(`at:${start + limit}`).toString("base64") : "";
  return { items: all.slice(start, start + limit), response_metadata: { next_cursor: next } };
}

function atob64(cursor: string): string {
  return Buffer.from(cursor, "base64").toString("utf8");
}
