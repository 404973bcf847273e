import type { Element, Option } from "../elements.ts";
import { wireMessage } from "../messages.ts";
import type { Channel, Message, Value, View } from "../model.ts";
import { stateOf, valueKey } from "../view-state.ts";
import { fillIn, withState } from "../views.ts";
import { channelName, type Failure, type Front, failureOf, logRefusal, whoAndWhere } from "./front.ts";

export type Place =
  | { readonly kind: "message"; readonly channel: Channel; readonly message: Message }
  | { readonly kind: "view"; readonly view: View };

function filledKey(place: Place, userId: string): string {
  return place.kind === "view" ? place.view.id : `${place.message.ts}:${userId}`;
}

function placePayload(front: Front, userId: string, place: Place): Record<string, unknown> {
  const { workspace } = front;
  switch (place.kind) {
    case "view":
      return {
        container: { type: "view", view_id: place.view.id },
        view: withState(workspace, place.view),
      };
    case "message": {
      const { channel, message } = place;
      const isEphemeral = message.is_ephemeral === true;
      const origin = { channel, userId, original: message };
      const filled = workspace.filled.get(filledKey(place, userId)) ?? {};
      return {
        container: {
          type: "message",
          message_ts: message.ts,
          channel_id: channel.id,
          is_ephemeral: isEphemeral,
          ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
        },
        channel: { id: channel.id, name: channelName(channel) },
        ...(isEphemeral ? {} : { message: wireMessage(message) }),
        state: { values: stateOf(message.blocks ?? [], filled, workspace.switches) },
        response_url: front.responseUrls.issue("actions", origin),
      };
    }
  }
}

export type Used = { readonly blockId: string; readonly element: Element; readonly value: Value | undefined };

/** Uses one element: presses a button, chooses from a list. */
export async function act(front: Front, userId: string, place: Place, used: Used): Promise<Failure> {
  const { workspace } = front;
  const { blockId, element, value } = used;
  if (value !== undefined && valueKey(element.type) !== undefined) {
    fillIn(workspace, filledKey(place, userId), blockId, element.action_id, value);
  }
  const { action_id, type } = element;
  const shown = type === "button" ? { text: element["text"], value: element["value"], style: element["style"] } : value;
  const action = { action_id, block_id: blockId, ...shown, type, action_ts: workspace.stamp() };
  const reply = await front.deliverer.ask({
    type: "interactive",
    payload: {
      type: "block_actions",
      ...whoAndWhere(front, userId),
      ...placePayload(front, userId, place),
      trigger_id: front.triggers.issue(userId),
      actions: [JSON.parse(JSON.stringify(action))],
    },
  });
  return failureOf(reply);
}

/** Asks the app for the options of an external select while a person types into it. */
export async function suggest(
  front: Front,
  userId: string,
  place: Place,
  used: Used,
  typed: string,
): Promise<Option[]> {
  const { container, view, message, channel } = placePayload(front, userId, place);
  const reply = await front.deliverer.ask({
    type: "interactive",
    payload: {
      type: "block_suggestion",
      ...whoAndWhere(front, userId),
      container,
      ...(view === undefined ? { message, channel } : { view }),
      action_id: used.element.action_id,
      block_id: used.blockId,
      value: typed,
    },
  });
  const body = (reply.acked ? reply.body : {}) as { options?: Option[]; option_groups?: { options: Option[] }[] };
  const options = body.options ?? body.option_groups?.flatMap((group) => group.options);
  if (options === undefined || options.length > 100) {
    logRefusal(front, "answer to block_suggestion", body, "invalid_arguments");
    return [];
  }
  return options;
}
