import type { ModalView } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import { commanderOf } from "../../incident/incident.ts";
import { type Rules, severityRule } from "../../incident/rules.ts";
import { type Instant, MINUTE, sayDuration } from "../../shared/time.ts";
import { cut } from "../text.ts";
import { PROGRESS, severityChoices, statusInput } from "./details.ts";
import { checkboxInput, form, selectInput, small, textInput } from "./inputs.ts";

const NEXT = [15, 30, 60, 120, 240];

/** Sent in 25 seconds: one text, the rest filled in as it is. The last update is shown and not filled in, so that it is not sent again. */
export function updateForm(loaded: Loaded, rules: Rules, now: Instant, user: string): ModalView {
  const { incident } = loaded;
  const every = severityRule(incident.severity, rules)?.updateEvery;
  const minutes = [...new Set([...NEXT, ...(every === undefined ? [] : [every / MINUTE])])].sort((a, b) => a - b);
  const last =
    incident.update === null
      ? []
      : [small([`Last update ${sayDuration(now - incident.update.at)} ago: ${cut(incident.update.text, 300)}`])];
  return form("update", `Update ${incident.ref}`, "Send", { i: loaded.stream, v: loaded.version }, [
    ...last,
    textInput("text", "What do we know, what are we doing?", {
      long: true,
      max: 1_500,
      focus: true,
    }),
    textInput("impact", "Impact now", { initial: incident.impact, optional: true, max: 300 }),
    ...(PROGRESS.some((status) => status === incident.status) ? [statusInput(incident.status)] : []),
    selectInput("severity", "Severity", severityChoices(rules), incident.severity),
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
      long: true,
      optional: true,
      max: 300,
      hint: whenShown(commanderOf(incident), user),
    }),
    ...(incident.private
      ? []
      : [
          checkboxInput(
            "audience",
            "Also post to",
            [{ value: "announce", text: "The announcement channel" }],
            ["announce"],
          ),
        ]),
  ]);
}

function whenShown(commander: string | undefined, user: string): string {
  if (commander === user) return "Shown to support at once.";
  return `Shown to support once ${commander === undefined ? "a" : "the"} commander approves it.`;
}
