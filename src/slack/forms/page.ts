import type { ModalView } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import type { OnCallLine } from "../bot.ts";
import { cut, LIMITS, type Line } from "../text.ts";
import { form, selectInput, small, textInput } from "./inputs.ts";

/** Whom to wake, with who it is now. Nobody is suggested who has nothing to do with the incident: he would be woken by mistake. */
export function pageForm(loaded: Loaded, onCall: readonly OnCallLine[]): ModalView {
  const choices = onCall.slice(0, 100).map((line) => ({
    value: cut(line.service, LIMITS.optionValue),
    text: `${line.service}: ${line.people.join(", ") || "nobody on call"}`,
  }));
  const suggested = choices.find((choice) => loaded.incident.services.includes(choice.value));
  const note: Line = ["They are notified by PagerDuty at once. The card shows when they answer."];
  return form("page", "Page someone", "Page", { i: loaded.stream, v: loaded.version }, [
    selectInput("service", "Whom?", choices, suggested?.value, { placeholder: "Choose a service" }),
    textInput("why", "Why?", { initial: loaded.incident.title, max: 200 }),
    small(note),
  ]);
}
