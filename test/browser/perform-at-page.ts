import type { Deed } from "../../src/demo/deed.ts";
import { incidentChannel } from "../../src/demo/places.ts";
import type { Run } from "../../src/demo/run.ts";
import type { PersonAtPage } from "./person-at-page.ts";

const FORM = "form";

export function channelName(run: Run): string {
  return incidentChannel(run)?.name ?? "";
}

/** Does at the page what the step says. */
export async function performAtPage(
  deed: Deed,
  who: PersonAtPage,
  run: Run,
  how: { readonly key?: "Enter" } = {},
): Promise<void> {
  if ("in" in deed && deed.in !== undefined && deed.in !== FORM) {
    await who.opens(deed.in === "incident" ? channelName(run) : deed.in.replace("#", ""));
  }
  switch (deed.verb) {
    case "types":
      return who.says(deed.types);
    case "says":
      return who.says(deed.says);
    case "clicks":
      return deed.in === FORM ? who.pressesInForm(deed.clicks) : who.presses(deed.clicks, how);
    case "submits":
      await who.fills(deed.submits, deed.with);
      return who.sends(deed.submits);
    case "closes":
      return who.leavesForm();
    default:
      throw new Error(`Nobody does "${deed.verb}" at the page`);
  }
}
