import type { ActionsBlock, Button, KnownBlock, PlainTextOption } from "@slack/types";
import type { Alert, Page } from "../../incident/incident.ts";
import { commanderOf, type Incident, isOpen, openAlerts } from "../../incident/incident.ts";
import { COMMANDER, type Rules } from "../../incident/rules.ts";
import { statusTitle } from "../../incident/say.ts";
import { type Instant, sayDuration } from "../../shared/time.ts";
import { button, type Tag } from "../button.ts";
import { context, counted, cut, header, type Line, type Message, type Part, rich, spoken } from "../text.ts";

/** What the card says beyond the incident's own events. */
export type CardFacts = {
  readonly services: readonly ServiceFacts[];
  /** Alerts that were only counted. */
  readonly moreAlerts: number;
  readonly callUrl: string | undefined;
};

export type ServiceFacts = {
  readonly name: string;
  readonly known: boolean;
  readonly owner: string | undefined;
  readonly runbook: string | undefined;
  readonly dashboard: string | undefined;
};

/** The whole stands in the channel or the record; the card quotes this much. */
const WORDS_SHOWN = 300;

/** The one live message of an incident: edited in place, never longer than this. */
export function card(stream: string, incident: Incident, rules: Rules, facts: CardFacts): Message {
  const title = `${incident.severity} · ${incident.title}`;
  const lines = [headline(incident), ...body(incident, rules, facts)];
  const warnings = notable(incident, facts);
  const blocks: KnownBlock[] = [
    header(title),
    rich(...lines),
    ...(warnings.length === 0 ? [] : [context(...warnings)]),
    ...actions(stream, incident),
    context([`${incident.ref} · notes in this thread ↓`]),
  ];
  return { text: spoken([`${incident.ref} ${title}. `, ...sentence(incident)]), blocks };
}

function headline(incident: Incident): Line {
  const { resolution } = incident;
  const since: readonly Part[] =
    resolution === null
      ? [" · began ", { at: incident.declaredAt, as: "ago" }]
      : [" ", { at: resolution.at, as: "day-time" }, ` · lasted ${sayDuration(resolution.at - incident.declaredAt)}`];
  const status: Part[] = [{ bold: statusTitle(incident.status) }, ...since];
  if (incident.mode === "drill") status.unshift({ bold: "Drill" }, " · ");
  if (incident.private) status.unshift({ bold: "Private" }, " · ");
  if (incident.unsure) status.push(" · severity not confirmed");
  const next = isOpen(incident) ? incident.update?.nextAt : null;
  if (next !== null && next !== undefined) status.push(" · next update by ", { at: next, as: "time" });
  return status;
}

function body(incident: Incident, rules: Rules, facts: CardFacts): readonly Line[] {
  const commander = commanderOf(incident);
  const others = rules.roles.flatMap((role): Line => {
    const user = incident.roles[role.name];
    return role.name === COMMANDER || user === undefined ? [] : [" · ", { bold: `${role.title}: ` }, { user }];
  });
  const command: Line =
    commander === undefined
      ? [isOpen(incident) ? { bold: "Nobody in command" } : "Nobody was in command"]
      : [{ bold: "Commander: " }, { user: commander }];
  return [
    [{ bold: "Impact: " }, cut(incident.impact ?? "not stated", WORDS_SHOWN)],
    [...command, ...others],
    ...pagedLines(incident, facts),
    ...serviceLines(facts),
    ...(incident.update === null || !isOpen(incident)
      ? []
      : [[{ bold: "Update: " }, cut(incident.update.text, WORDS_SHOWN)] as Line]),
    ...(incident.resolution === null ? [] : [[{ bold: "Fix: " }, cut(incident.resolution.what, WORDS_SHOWN)] as Line]),
  ];
}

/** A line says per service how it stands, not per alert: the one that nobody answers first. */
function pagedLines(incident: Incident, facts: CardFacts): readonly Line[] {
  const pages = Object.values(incident.pages);
  const ownPages = new Set(pages.map((page) => page.alert));
  const alerts = Object.values(incident.alerts).filter((alert) => !ownPages.has(alert.alert));
  const services = [...new Set(alerts.map((alert) => alert.service))];
  const told = [
    ...pages.map((page): Line => [page.target.name, " (", ...pageState(page, incident), ")"]),
    ...services.map(
      (service): Line => [service, " (", ...serviceState(alerts.filter((one) => one.service === service)), ")"],
    ),
  ];
  if (told.length === 0 || !isOpen(incident)) return [];
  const joined = told.slice(0, 4).flatMap((line, index): Line => [...(index === 0 ? [] : [" · "]), ...line]);
  const count = alerts.length + facts.moreAlerts;
  return [[{ bold: "Paged: " }, ...joined, ...(count > services.length ? [` · ${count} alerts`] : [])]];
}

function serviceState(alerts: readonly Alert[]): Line {
  const open = alerts.filter((alert) => alert.resolvedAt === null);
  const [worst] = [
    ...open.filter((alert) => alert.acknowledged === null),
    ...open.toReversed(),
    ...alerts.toReversed(),
  ];
  return worst === undefined ? [] : alertState(worst);
}

function pageState(page: Page, incident: Incident): Line {
  const trouble = incident.troubles.find((one) => one.kind === "page" && one.key.endsWith(page.id));
  if (trouble !== undefined) return [{ bold: "could not be paged" }];
  if (page.sentAt === null) return ["sending"];
  const alert = page.alert === null ? undefined : incident.alerts[page.alert];
  if (alert !== undefined && alert.resolvedAt !== null) return alertState(alert);
  if (page.acknowledged !== null) return answered(page.acknowledged);
  return notified(page.people, page.notifiedAt ?? page.sentAt);
}

function alertState(alert: Alert): Line {
  if (alert.resolvedAt !== null) return ["cleared ", { at: alert.resolvedAt, as: "time" }];
  if (alert.acknowledged !== null) return answered(alert.acknowledged);
  return notified(alert.people, alert.notifiedAt);
}

/** The age is a date that each client counts by itself, so the card need not be edited to stay true. */
function notified(people: readonly string[], at: Instant): Line {
  return [`${people.join(", ") || "on-call"} notified `, { at, as: "ago" }, ", no answer yet"];
}

function answered(acknowledged: {
  readonly at: Instant;
  readonly by: { readonly user: string | null; readonly name: string | null };
}): Line {
  const { user, name } = acknowledged.by;
  return [user === null ? (name ?? "somebody") : { user }, " acknowledged ", { at: acknowledged.at, as: "time" }];
}

function serviceLines(facts: CardFacts): readonly Line[] {
  if (facts.services.length === 0) return [];
  const parts = facts.services.slice(0, 4).flatMap((service, index): Line => {
    const links: Part[] = [
      ...(service.runbook === undefined ? [] : [", ", { link: service.runbook, text: "runbook" }]),
      ...(service.dashboard === undefined ? [] : [", ", { link: service.dashboard, text: "dashboard" }]),
    ];
    const owner = service.owner === undefined ? [] : [` (${service.owner}`, ...links, ")"];
    return [...(index === 0 ? [] : [" · "]), service.name, ...owner];
  });
  return [
    [
      { bold: "Services: " },
      ...parts,
      ...(facts.services.length > 4 ? [` · and ${facts.services.length - 4} more`] : []),
    ],
  ];
}

/** Only what is bad or useful. */
function notable(incident: Incident, facts: CardFacts): readonly Line[] {
  const lines: Line[] = [];
  for (const trouble of incident.troubles.slice(0, 2))
    lines.push([`Failed: ${trouble.kind.replaceAll("-", " ")} (${trouble.why}) · /incident delivery`]);
  const without = facts.services
    .filter((service) => service.known && service.runbook === undefined)
    .map((service) => service.name);
  if (without.length > 0 && isOpen(incident)) lines.push([`No runbook: ${without.join(", ")}`]);
  const open = openAlerts(incident).length;
  if (!isOpen(incident) && incident.status === "resolved" && open > 0)
    lines.push([`Still open in PagerDuty: ${counted(open, "alert")}`]);
  if (incident.customers.length > 0)
    lines.push([`${counted(incident.customers.length, "customer")} reported by support`]);
  if (facts.callUrl !== undefined && isOpen(incident)) lines.push([{ link: facts.callUrl, text: "Join the call" }]);
  return lines;
}

function actions(stream: string, incident: Incident): readonly ActionsBlock[] {
  const tag: Tag = { i: stream, v: incident.version };
  if (incident.status === "cancelled") return [];
  if (incident.status === "resolved") {
    const after: Button[] = [
      ...(incident.postmortem === null ? [] : [button("open-postmortem", "Postmortem", tag)]),
      button("open-timeline", "Timeline", tag),
      button("reopen", "Reopen", tag),
    ];
    return [{ type: "actions", block_id: "card-actions", elements: after }];
  }
  const first =
    commanderOf(incident) === undefined
      ? button("take-command", "Take command", tag, { style: "primary" })
      : button("open-handover", "Hand over", tag);
  const elements: ActionsBlock["elements"] = [
    first,
    button("open-update", "Update", tag),
    button("open-page", "Page", tag),
    button("open-resolve", "Resolve", tag),
    { type: "overflow", action_id: "card-more", options: overflow(stream) },
  ];
  return [{ type: "actions", block_id: "card-actions", elements }];
}

/** Slack allows five. The value holds the action's name; the stream's key is a ULID and fits beside it. */
function overflow(stream: string): PlainTextOption[] {
  const choices = [
    ["open-details", "Change details"],
    ["open-timeline", "Timeline"],
    ["open-delivery", "What was sent"],
    ["customer-affected", "My customer is affected"],
  ] as const;
  return choices.map(([action, text]) => ({
    text: { type: "plain_text", text },
    value: JSON.stringify({ i: stream, x: action }),
  }));
}

function sentence(incident: Incident): Line {
  const commander = commanderOf(incident);
  return [
    `${statusTitle(incident.status)}. `,
    ...(commander === undefined
      ? isOpen(incident)
        ? ["Nobody in command."]
        : []
      : ["Commander ", { user: commander }, "."]),
    ` Impact: ${incident.impact ?? "not stated"}.`,
  ];
}
