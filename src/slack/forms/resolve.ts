import type { ModalView } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import { commanderOf } from "../../incident/incident.ts";
import { type Rules, severityRule } from "../../incident/rules.ts";
import type { Instant } from "../../shared/time.ts";
import { milestonesOf } from "../../timeline/milestones.ts";
import { checkboxInput, dateInput, form, small, textInput, timeInput, userInput } from "./inputs.ts";

export type ResolveFacts = {
  readonly now: Instant;
  /** PagerDuty incidents that are still open, those only counted included. */
  readonly openAlerts: number;
  /** The day by which the postmortem should be done, as 2026-11-27. */
  readonly due: string;
  readonly user: string;
  readonly what?: string;
};

/** One form that never blocks: one required line, the rest filled in. */
export function resolveForm(loaded: Loaded, rules: Rules, facts: ResolveFacts): ModalView {
  const { incident } = loaded;
  const ended = milestonesOf(loaded.events).mitigated?.at ?? facts.now;
  const wantsPostmortem = severityRule(incident.severity, rules)?.postmortem === true && incident.mode !== "drill";
  const burning = facts.openAlerts;
  return form("resolve", `Resolve ${incident.ref}`, "Resolve", { i: loaded.stream, v: loaded.version }, [
    textInput("what", "What fixed it?", {
      max: 300,
      focus: true,
      placeholder: "Rolled back v412",
      ...(facts.what === undefined ? {} : { initial: facts.what }),
    }),
    timeInput("ended", "Impact ended", ended),
    ...(burning === 0
      ? []
      : [
          checkboxInput(
            "alerts",
            "Open pages",
            [
              {
                value: "resolve",
                text:
                  burning === 1 ? "Resolve the open page in PagerDuty" : `Resolve ${burning} open pages in PagerDuty`,
              },
            ],
            ["resolve"],
          ),
        ]),
    ...(wantsPostmortem
      ? [
          userInput("owner", "Postmortem by", commanderOf(incident) ?? facts.user),
          dateInput("due", "Postmortem due", facts.due),
        ]
      : [small([`${incident.severity}: no postmortem is due.`])]),
  ]);
}
