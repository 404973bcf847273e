import type { ModalView } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import type { Rules } from "../../incident/rules.ts";
import { statusSays, statusTitle } from "../../incident/say.ts";
import { form, radioInput, selectInput, textInput } from "./inputs.ts";

export const PROGRESS = ["investigating", "identified", "monitoring"] as const;

/** What the card shows and a person may change, in one form. */
export function detailsForm(loaded: Loaded, rules: Rules): ModalView {
  const { incident } = loaded;
  return form("details", `Details of ${incident.ref}`, "Save", { i: loaded.stream, v: loaded.version }, [
    textInput("title", "Title", { initial: incident.title, max: 150 }),
    radioInput("severity", "Severity", severityChoices(rules), incident.severity),
    ...(PROGRESS.some((status) => status === incident.status) ? [statusInput(incident.status)] : []),
    textInput("impact", "Impact now", {
      initial: incident.impact,
      optional: true,
      max: 300,
      placeholder: "Who is hit and how badly: 12 % of payments fail",
    }),
  ]);
}

export function severityChoices(rules: Rules) {
  return rules.severities.map((rule) => ({ value: rule.name, text: rule.name, description: rule.says }));
}

export function statusInput(status: string) {
  const choices = PROGRESS.map((one) => ({ value: one, text: statusTitle(one), description: statusSays(one) }));
  return selectInput("status", "Status", choices, status);
}
