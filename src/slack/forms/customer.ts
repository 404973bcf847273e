import type { ModalView } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import { form, textInput } from "./inputs.ts";

/** Support says who else is hit; the card counts them. */
export function customerForm(loaded: Loaded): ModalView {
  return form("customer", "My customer is affected", "Send", { i: loaded.stream }, [
    textInput("customer", "Which customer?", { max: 200, focus: true, placeholder: "A name, or a link to the ticket" }),
  ]);
}
