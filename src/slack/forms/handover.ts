import type { ModalView } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import { form, textInput, userInput } from "./inputs.ts";

export function handoverForm(loaded: Loaded): ModalView {
  return form("handover", "Hand over command", "Offer command", { i: loaded.stream, v: loaded.version }, [
    userInput("to", "To whom?"),
    textInput("brief", "What must they know?", {
      long: true,
      optional: true,
      max: 1_500,
      placeholder: "State, open threads, what you were about to decide",
      hint: "Command passes when they accept.",
    }),
  ]);
}
