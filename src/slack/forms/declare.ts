import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import type { IncidentRow } from "../../flow/look-up.ts";
import { TITLE_MAX } from "../../incident/decide-declare.ts";
import type { Rules } from "../../incident/rules.ts";
import { statusTitle } from "../../incident/say.ts";
import { button } from "../button.ts";
import { cut, LIMITS, type Line, plain, rich } from "../text.ts";
import { severityChoices } from "./details.ts";
import { checkboxInput, form, PLACEHOLDER_MAX, radioInput, small, textInput } from "./inputs.ts";

export const NOT_SURE = "not-sure";
/** Slack's limit for a static list; a larger catalog is searched while typing. */
const STATIC_MAX = 100;

export type DeclareFacts = {
  readonly title: string;
  /** All services of the catalog, those of the person's teams first. */
  readonly services: readonly { readonly name: string; readonly owner: string | undefined }[];
  readonly chosen: readonly string[];
  readonly severity: string | undefined;
  readonly options: readonly string[];
  /** What will follow, as it stands with the choices made. */
  readonly preview: readonly Line[];
  readonly similar: readonly IncidentRow[];
  /** Message from which it was started, kept for the submit. */
  readonly from?: string;
};

/** Two taps and a title on a phone. */
export function declareForm(rules: Rules, facts: DeclareFacts): ModalView {
  const notSure = {
    value: NOT_SURE,
    text: "Not sure",
    description: `Treated as ${rules.severities[1]?.name ?? rules.severities[0]?.name ?? ""}`,
  };
  const severity = radioInput(
    "severity",
    "How bad is it?",
    [...severityChoices(rules), notSure],
    facts.severity ?? NOT_SURE,
  );
  return form(
    "declare",
    "Declare an incident",
    "Declare",
    { i: "", ...(facts.from === undefined ? {} : { x: facts.from }) },
    [
      textInput("title", "What is broken?", {
        initial: facts.title,
        optional: true,
        max: TITLE_MAX,
        ...([...facts.title].length > TITLE_MAX
          ? { hint: "Cut: what is too long for a title belongs into the first update." }
          : {}),
        focus: true,
        placeholder: "Checkout returns 500s",
      }),
      { ...severity, dispatch_action: true },
      ...(facts.services.length === 0 ? [] : [servicesInput(facts)]),
      ...(facts.preview.length === 0 ? [] : [{ ...small(...facts.preview), block_id: "preview" }]),
      ...facts.similar.slice(0, 2).flatMap(similar),
      {
        ...checkboxInput(
          "options",
          "Special cases",
          [
            { value: "private", text: "Private", description: "Only people in its channel can see that it exists" },
            { value: "drill", text: "Drill", description: "Pages nobody, announces nothing, counts nowhere" },
            { value: "triage", text: "Only triage", description: "No channel yet, nobody paged; someone decides" },
          ],
          facts.options,
        ),
        dispatch_action: true,
      },
    ],
  );
}

function servicesInput(facts: DeclareFacts): InputBlock {
  const options = facts.services.map(serviceOption);
  const chosen = options.filter((one) => facts.chosen.includes(one.value ?? ""));
  const initial = chosen.length === 0 ? {} : { initial_options: chosen };
  const common = {
    type: "input" as const,
    block_id: "services",
    optional: true,
    dispatch_action: true,
    label: plain("Which services?", LIMITS.context),
  };
  const element = { action_id: "services", placeholder: plain("Search services", PLACEHOLDER_MAX), ...initial };
  if (options.length > STATIC_MAX) {
    return { ...common, element: { ...element, type: "multi_external_select", min_query_length: 0 } };
  }
  return { ...common, element: { ...element, type: "multi_static_select", options } };
}

/** Those whose name begins with what was typed before those that merely hold it; else as they stood. */
export function servicesLike<Service extends { readonly name: string }>(
  typed: string,
  services: readonly Service[],
): readonly Service[] {
  const wanted = typed.trim().toLowerCase();
  const found = services.filter(({ name }) => name.toLowerCase().includes(wanted));
  const begins = ({ name }: Service) => name.toLowerCase().startsWith(wanted);
  return [...found.filter(begins), ...found.filter((one) => !begins(one))];
}

export function serviceOption(service: { readonly name: string; readonly owner: string | undefined }): PlainTextOption {
  const text = service.owner === undefined ? service.name : `${service.name} (${service.owner})`;
  return { text: plain(text, LIMITS.option), value: cut(service.name, LIMITS.optionValue) };
}

function similar(row: IncidentRow): readonly KnownBlock[] {
  return [
    rich([
      "Already open: ",
      { bold: `${row.ref} ${row.title}` },
      ` (${row.severity}, ${statusTitle(row.status as Parameters<typeof statusTitle>[0])})`,
    ]),
    {
      type: "actions",
      block_id: `similar-${row.ref}`,
      elements: [button(`join-${row.ref}`, `Join ${row.ref}`, { i: row.stream })],
    },
  ];
}

/** What the declare form turns into: the truth so far, and once there is a channel, its link. */
export function declaredScreen(title: string, lines: readonly Line[]): ModalView {
  return {
    type: "modal",
    callback_id: "declared",
    title: plain(title, 24),
    close: plain("Close", 24),
    blocks: [rich(...lines)],
  };
}
