import type { Failure } from "../act/front.ts";
import { act, type Place, suggest } from "../act/press.ts";
import type { Option, Placed } from "../elements.ts";
import { fillIn } from "../views.ts";
import { type Filling, valueFor } from "./fill.ts";
import type { Seat } from "./seat.ts";

/** Puts something into one element; the app hears of it at once where the element is not a plain input. */
export async function put(seat: Seat, place: Place, { block, element }: Placed, filling: Filling): Promise<Failure> {
  const { front, user, url } = seat;
  const { workspace } = front;
  const blockId = block.block_id;
  function offered(typed: string): Promise<readonly Option[]> {
    return suggest(front, user.id, place, { blockId, element, value: undefined }, typed);
  }
  const value = await valueFor({ workspace, userId: user.id, url, suggest: offered }, element, filling);
  if (tellsApp({ block, element })) return act(front, user.id, place, { blockId, element, value });
  if (place.kind === "view") fillIn(workspace, place.view.id, blockId, element.action_id, value);
  return undefined;
}

export function tellsApp({ block }: Placed): boolean {
  return block.type !== "input" || block["dispatch_action"] === true;
}
