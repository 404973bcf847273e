import type { ModalView } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import { commanderOf } from "../../incident/incident.ts";
import { type Rules, severityRule } from "../../incident/rules.ts";
import { type Instant, MINUTE, sayDuration } from "../../shared/time.ts";
import { cut, type Line } from "../text.ts";
import { PROGRESS, statusInput } from "./details.ts";
import { checkboxInput, form, selectInput, small, textInput } from "./inputs.ts";

const NEXT = [15, 30, 60, 120, 240];

/** Sent in 25 seconds: one text, the rest filled in as it is. The last update is shown and not filled in, so that it is not sent again. */
export function updateForm(loaded: Loaded, rules: Rules, now: Instant, text?: string): ModalView {
  const { incident } = loaded;
  const every = severityRule(incident.severity, rules)?.updateEvery;
  const minutes = [...new Set([...NEXT, ...(every === undefined ? [] : [every / MINUTE])])].sort((a, b) => a - b);
  const last: Line =
    incident.update === null
      ? ["First update."]
      : [`Last update ${sayDuration(now - incident.update.at)} ago: ${cut(incident.update.text, 300)}`];
  const names = rules.severities.map((rule) => ({ value: rule.name, text: `${rule.name} ${rule.says}` }));
  return form("update", `Update ${incident.ref}`, "Send", { i: loaded.stream, v: loaded.version }, [
    small(last),
    textInput("text", "What do we know, what are we doing?", {
      long: true,
      max: 1_500,
      focus: true,
      ...(text === undefined ? {} : { initial: text }),
    }),
    textInput("impact", "Impact now", { initial: incident.impact, optional: true, max: 300 }),
    ...(PROGRESS.some((status) => status === incident.status) ? [statusInput(incident.status)] : []),
    selectInput("severity", "Severity", names, incident.severity),
    selectInput(
      "next",
      "Next update in",
      [
        ...minutes.map((one) => ({ value: String(one), text: sayDuration(one * MINUTE) })),
        { value: "none", text: "None planned" },
      ],
      every === undefined ? "none" : String(every / MINUTE),
    ),
    textInput("sentence", "Say to customers", {
      optional: true,
      max: 300,
      hint:
        commanderOf(incident) === undefined
          ? "Shown to support once a commander approves it."
          : "Shown to support once the commander approves it.",
    }),
    ...(incident.private
      ? []
      : [
          checkboxInput(
            "audience",
            "Who else sees it",
            [{ value: "announce", text: "The announcement channel" }],
            ["announce"],
          ),
        ]),
  ]);
}
