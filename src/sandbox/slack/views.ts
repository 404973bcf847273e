import { withIds } from "./elements.ts";
import { invalidArguments, SlackError } from "./error.ts";
import { type Judge, worded } from "./judge.ts";
import type { Value, View } from "./model.ts";
import { stateOf } from "./view-state.ts";
import type { Workspace } from "./workspace.ts";

const DEEPEST = 3;
const LARGEST = 250_000;

type Given = Readonly<Record<string, unknown>>;

function checked(judge: Judge, given: Given, type: "modal" | "home"): void {
  if (JSON.stringify(given).length > LARGEST) throw new SlackError("view_too_large");
  const complaints = judge.judgeView(given).map(worded);
  if (given["type"] !== type) complaints.push(`must be of type ${type} [json-pointer:/view/type]`);
  if (complaints.length > 0) throw invalidArguments(complaints);
}

function allViews(workspace: Workspace): View[] {
  return [...[...workspace.modals.values()].flat(), ...workspace.homes.values()];
}

function built(workspace: Workspace, given: Given, over: Pick<View, "id" | "previous_view_id" | "root_view_id">): View {
  const { app, team } = workspace;
  const externalId = String(given["external_id"] ?? "");
  if (externalId !== "" && allViews(workspace).some((view) => view.external_id === externalId && view.id !== over.id)) {
    throw new SlackError("duplicate_external_id");
  }
  const blocks = withIds((given["blocks"] ?? []) as unknown[], workspace.nextId);
  return {
    ...over,
    team_id: team.id,
    type: given["type"] as View["type"],
    callback_id: String(given["callback_id"] ?? ""),
    private_metadata: String(given["private_metadata"] ?? ""),
    external_id: externalId,
    title: (given["title"] ?? { type: "plain_text", text: "View Title" }) as View["title"],
    submit: (given["submit"] ?? null) as View["submit"],
    close: (given["close"] ?? null) as View["close"],
    blocks,
    clear_on_close: given["clear_on_close"] === true,
    notify_on_close: given["notify_on_close"] === true,
    hash: newHash(workspace),
    state: { values: {} },
    app_id: app.id,
    bot_id: app.botId,
    app_installed_team_id: team.id,
  };
}

function newHash(workspace: Workspace): string {
  return `${workspace.seconds()}.${workspace.nextId("h")}`;
}

/** The view as it stands on the person's screen, with all that was filled in. */
export function withState(workspace: Workspace, view: View): View {
  const values = stateOf(view.blocks, workspace.filled.get(view.id) ?? {}, workspace.switches);
  return { ...structuredClone(view), state: { values } };
}

export function stackOf(workspace: Workspace, userId: string): readonly View[] {
  return workspace.modals.get(userId) ?? [];
}

function setStack(workspace: Workspace, userId: string, stack: readonly View[]): void {
  workspace.modals.set(userId, [...stack]);
  const top = stack.at(-1);
  workspace.changed("modal", top === undefined ? null : withState(workspace, top), { user: userId });
}

/** Opens a form as the only one: what was open before is gone. */
export function openModal(workspace: Workspace, judge: Judge, userId: string, given: Given): View {
  checked(judge, given, "modal");
  const id = workspace.nextId("V");
  const view = built(workspace, given, { id, previous_view_id: null, root_view_id: id });
  setStack(workspace, userId, [view]);
  return view;
}

export function pushModal(workspace: Workspace, judge: Judge, userId: string, given: Given): View {
  checked(judge, given, "modal");
  const stack = stackOf(workspace, userId);
  const top = stack.at(-1);
  if (top === undefined) throw new SlackError("not_found");
  if (stack.length >= DEEPEST) throw new SlackError("push_limit_reached");
  const over = { id: workspace.nextId("V"), previous_view_id: top.id, root_view_id: top.root_view_id };
  const view = built(workspace, given, over);
  setStack(workspace, userId, [...stack, view]);
  return view;
}

export type Wanted = { readonly id?: string | undefined; readonly externalId?: string | undefined };

/** Replaces an open form, wherever it lies in its stack. Inputs survive where block id and action id are the same. */
export function updateView(workspace: Workspace, judge: Judge, wanted: Wanted, given: Given, hash?: string): View {
  const owner = findView(workspace, wanted);
  if (owner === undefined) throw new SlackError("not_found");
  const { userId, view: old } = owner;
  if (hash !== undefined && hash !== old.hash) throw new SlackError("hash_conflict");
  if (old.type === "home") return publishHome(workspace, judge, userId, given, hash);
  checked(judge, given, "modal");
  const view = built(workspace, given, old);
  const stack = stackOf(workspace, userId).map((open) => (open.id === old.id ? view : open));
  setStack(workspace, userId, stack);
  return view;
}

export function publishHome(workspace: Workspace, judge: Judge, userId: string, given: Given, hash?: string): View {
  const old = workspace.homes.get(userId);
  if (hash !== undefined && old !== undefined && hash !== old.hash) throw new SlackError("hash_conflict");
  checked(judge, given, "home");
  const id = old?.id ?? workspace.nextId("V");
  const view = built(workspace, given, { id, previous_view_id: null, root_view_id: id });
  workspace.homes.set(userId, view);
  workspace.changed("home", view, { user: userId });
  return view;
}

export function findView(workspace: Workspace, wanted: Wanted): { userId: string; view: View } | undefined {
  const isWanted = (view: View): boolean =>
    wanted.id === undefined ? view.external_id !== "" && view.external_id === wanted.externalId : view.id === wanted.id;
  for (const [userId, stack] of workspace.modals) {
    const view = stack.find(isWanted);
    if (view !== undefined) return { userId, view };
  }
  for (const [userId, view] of workspace.homes) if (isWanted(view)) return { userId, view };
  return undefined;
}

/** Takes the topmost form away; the one below shows again. */
export function popModal(workspace: Workspace, userId: string): void {
  setStack(workspace, userId, stackOf(workspace, userId).slice(0, -1));
}

export function clearModals(workspace: Workspace, userId: string): void {
  setStack(workspace, userId, []);
}

export function touchHash(workspace: Workspace, userId: string, viewId: string): void {
  const stack = stackOf(workspace, userId);
  setStack(
    workspace,
    userId,
    stack.map((view) => (view.id === viewId ? { ...view, hash: newHash(workspace) } : view)),
  );
}

/** Notes what a person put into one element of an open view. */
export function fillIn(workspace: Workspace, viewId: string, blockId: string, actionId: string, value: Value): void {
  const values = workspace.filled.get(viewId) ?? {};
  values[blockId] = { ...values[blockId], [actionId]: value };
  workspace.filled.set(viewId, values);
  const owner = findView(workspace, { id: viewId });
  if (owner !== undefined) workspace.changed("filled", { view: viewId }, { user: owner.userId });
}
