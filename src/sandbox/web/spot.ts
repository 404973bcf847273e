import type { Front } from "../slack/act/front.ts";
import type { Place } from "../slack/act/press.ts";
import { type Placed, placedElements } from "../slack/elements.ts";
import type { View } from "../slack/model.ts";
import { channelNamed, visibleMessages } from "../slack/person/find.ts";
import { stackOf } from "../slack/views.ts";
import type { Spot } from "./protocol.ts";

/** The form on top of this person's screen, when it is still the one that the page means. */
export function formOnTop({ workspace }: Front, me: string, id: string): View {
  const top = stackOf(workspace, me).at(-1);
  if (top === undefined) throw new Error("No form is open any more");
  if (top.id !== id) throw new Error(`Another form is open now: "${top.title.text}"`);
  return top;
}

export function placeAt(front: Front, me: string, spot: Spot): Place {
  switch (spot.in) {
    case "message": {
      const channel = channelNamed(front.workspace, me, { id: spot.channel });
      const message = visibleMessages(channel, me).find(({ ts }) => ts === spot.ts);
      if (message === undefined) throw new Error("That message is not there any more");
      return { kind: "message", channel, message };
    }
    case "modal":
      return { kind: "view", view: formOnTop(front, me, spot.view) };
    case "home": {
      const view = front.workspace.homes.get(me);
      if (view === undefined) throw new Error("The Home tab is empty");
      return { kind: "view", view };
    }
  }
}

export function elementAt(place: Place, block: string, action: string): Placed {
  const blocks = (place.kind === "view" ? place.view.blocks : place.message.blocks) ?? [];
  const found = placedElements(blocks).find(
    (placed) => placed.block.block_id === block && placed.element.action_id === action,
  );
  if (found === undefined) throw new Error("That is not there any more: the app has changed it meanwhile");
  return found;
}
