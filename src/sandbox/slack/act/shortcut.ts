import { wireMessage } from "../messages.ts";
import type { Channel, Message } from "../model.ts";
import { withState } from "../views.ts";
import { directMessage } from "../workspace.ts";
import { channelName, type Failure, type Front, failureOf, whoAndWhere } from "./front.ts";

/** Chooses a shortcut by its name, on a message or from anywhere. */
export async function useShortcut(
  front: Front,
  userId: string,
  name: string,
  on?: { channel: Channel; message: Message },
): Promise<Failure> {
  const { workspace } = front;
  const type = on === undefined ? "global" : "message";
  const known = workspace.app.manifest.features?.shortcuts ?? [];
  const shortcut = known.find((each) => each.type === type && each.name === name);
  if (shortcut === undefined) {
    throw new Error(`There is no ${type} shortcut "${name}"; there are: ${known.map((each) => each.name).join(", ")}`);
  }
  const aboutMessage =
    on === undefined
      ? {}
      : {
          message_ts: on.message.ts,
          channel: { id: on.channel.id, name: channelName(on.channel) },
          message: wireMessage(on.message),
          response_url: front.responseUrls.issue("actions", { channel: on.channel, userId, original: on.message }),
        };
  const reply = await front.deliverer.ask({
    type: "interactive",
    payload: {
      type: on === undefined ? "shortcut" : "message_action",
      ...whoAndWhere(front, userId),
      callback_id: shortcut.callback_id,
      trigger_id: front.triggers.issue(userId),
      action_ts: workspace.stamp(),
      ...aboutMessage,
    },
  });
  return failureOf(reply);
}

export function openHome(front: Front, userId: string, tab: "home" | "messages" = "home"): void {
  const { workspace } = front;
  const channel = directMessage(workspace, userId).id;
  const view = workspace.homes.get(userId);
  const shown = view === undefined ? {} : { view: withState(workspace, view) };
  workspace.emit({ type: "app_home_opened", user: userId, channel, tab, ...shown, event_ts: workspace.stamp() });
}
