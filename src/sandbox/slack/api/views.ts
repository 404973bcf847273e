import { SlackError } from "../error.ts";
import type { View } from "../model.ts";
import { openModal, publishHome, pushModal, updateView, withState } from "../views.ts";
import type { Call, Handlers } from "./call.ts";

function shown(call: Call, view: View) {
  return { view: withState(call.workspace, view) };
}

function given(call: Call): Readonly<Record<string, unknown>> {
  return call.args.object("view") ?? {};
}

function triggerOwner(call: Call): string {
  return call.triggers.exchange(call.args.maybe("trigger_id") ?? call.args.maybe("interactivity_pointer"));
}

function open(call: Call) {
  return shown(call, openModal(call.workspace, call.judge, triggerOwner(call), given(call)));
}

function push(call: Call) {
  return shown(call, pushModal(call.workspace, call.judge, triggerOwner(call), given(call)));
}

function update(call: Call) {
  const wanted = { id: call.args.maybe("view_id"), externalId: call.args.maybe("external_id") };
  return shown(call, updateView(call.workspace, call.judge, wanted, given(call), call.args.maybe("hash")));
}

function publish(call: Call) {
  const { workspace, args } = call;
  if (workspace.app.manifest.features?.app_home?.home_tab_enabled !== true) throw new SlackError("not_enabled");
  const user = args.text("user_id");
  if (!workspace.users.has(user)) throw new SlackError("user_not_found");
  return shown(call, publishHome(workspace, call.judge, user, given(call), args.maybe("hash")));
}

export const viewMethods: Handlers = {
  "views.open": open,
  "views.push": push,
  "views.update": update,
  "views.publish": publish,
};
