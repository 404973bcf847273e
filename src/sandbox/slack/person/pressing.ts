import { act } from "../act/press.ts";
import { type Element, type Option, optionsOf } from "../elements.ts";
import type { Message } from "../model.ts";
import { valueKey } from "../view-state.ts";
import { type Filling, findInput } from "./fill.ts";
import { captionOf, type Found, findElement, placesOf, type Where } from "./find.ts";
import { type Seen, watched } from "./looking.ts";
import { put } from "./put.ts";
import type { Seat } from "./seat.ts";

/** Where to look: "modal", "home", a channel, or one message; everywhere when nothing is said. */
export type Spot = { readonly in?: Where | Message };

export type Pressing = {
  /** Presses the newest button of that text or accessibility label, or chooses it from an overflow menu; says yes when asked to confirm. */
  clicks(button: string | { readonly action_id: string }, spot?: Spot): Promise<Seen>;
  /** Chooses from a list, or fills one input, without sending a form off. `from` is its label or placeholder. */
  selects(filling: Filling, spot?: Spot & { readonly from?: string }): Promise<Seen>;
};

export function pressing(seat: Seat): Pressing {
  const { front, user } = seat;

  function findButton(wanted: string | { readonly action_id: string }, spot: Spot): Found {
    const places = placesOf(front.workspace, user.id, spot.in);
    if (typeof wanted !== "string") {
      return findElement(places, (element) => element.action_id === wanted.action_id, `element ${wanted.action_id}`);
    }
    const fits = (element: Element): boolean => isButton(element, wanted) || choiceOf(element, wanted) !== undefined;
    return findElement(places, fits, `button "${wanted}"`);
  }

  function findList(filling: Filling, { in: spot, from }: Spot & { readonly from?: string }): Found {
    const places = placesOf(front.workspace, user.id, spot);
    const first: unknown = Array.isArray(filling) ? filling[0] : filling;
    if (from === undefined) {
      const offers = (element: Element): boolean => optionsOf(element).some((option) => option.text.text === first);
      return findElement(places, offers, `list with "${String(first)}"`);
    }
    for (const place of places) {
      const placed = place.kind === "view" ? findInput(place.view, from) : undefined;
      if (placed !== undefined) return { place, placed };
    }
    const isNamed = (element: Element): boolean => valueKey(element.type) !== undefined && captionOf(element) === from;
    return findElement(places, isNamed, `list "${from}"`);
  }

  return {
    async clicks(button, spot = {}) {
      const { place, placed } = findButton(button, spot);
      const { block, element } = placed;
      const choice = typeof button === "string" ? choiceOf(element, button) : undefined;
      const value = choice === undefined ? undefined : { type: "overflow", selected_option: choice };
      return watched(seat, () => act(front, user.id, place, { blockId: block.block_id, element, value }));
    },
    async selects(filling, spot = {}) {
      const { place, placed } = findList(filling, spot);
      return watched(seat, () => put(seat, place, placed, filling));
    },
  };
}

function isButton(element: Element, caption: string): boolean {
  return element.type === "button" && (captionOf(element) === caption || element["accessibility_label"] === caption);
}

function choiceOf(element: Element, text: string): Option | undefined {
  if (element.type !== "overflow") return undefined;
  return optionsOf(element).find((option) => option.text.text === text);
}
