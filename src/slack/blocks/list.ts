import type { IncidentRow } from "../../flow/look-up.ts";
import type { Status } from "../../incident/event.ts";
import { commanderOf, type Incident, isOpen } from "../../incident/incident.ts";
import { statusTitle } from "../../incident/say.ts";
import { context, type Line, type Message, type Part, rich, say, sentence, spoken } from "../text.ts";

const SHOWN = 15;

/** What is open, worst first: a line each. */
export function openList(rows: readonly IncidentRow[]): Message {
  if (rows.length === 0) return say(sentence("Nothing is open. `/incident declare <what is broken>` opens one."));
  const lines = rows.slice(0, SHOWN).map(rowLine);
  const more = rows.length - lines.length;
  return {
    text: spoken(...lines),
    blocks: [rich(...lines), ...(more > 0 ? [context([`and ${more} more`])] : [])],
  };
}

function rowLine(row: IncidentRow): Line {
  const where: readonly Part[] = row.channel === undefined ? [] : [" ", { channel: row.channel }];
  const said: readonly Part[] = row.customerSentence === null ? [] : [` · say to customers: ${row.customerSentence}`];
  return [
    { bold: `${row.ref} ${row.severity} ${row.title}` },
    ` · ${statusTitle(row.status as Status)} · began `,
    { at: row.openedAt, as: "ago" },
    " · ",
    ...(row.commander === null ? ["nobody in command"] : [{ user: row.commander }]),
    ...where,
    ...said,
  ];
}

/** One incident in a sentence or two. */
export function inOneSentence(incident: Incident): Message {
  const commander = commanderOf(incident);
  const lines: Line[] = [
    [{ bold: `${incident.ref} ${incident.severity} ${incident.title}` }],
    [
      `${statusTitle(incident.status)} · began `,
      { at: incident.declaredAt, as: "ago" },
      " · ",
      ...(commander === undefined ? ["nobody in command"] : ["commander ", { user: commander }]),
      ...(incident.channel === null ? [] : [" · ", { channel: incident.channel.id }]),
    ],
    [`Impact: ${incident.impact ?? "not stated"}`],
  ];
  if (incident.update !== null && isOpen(incident))
    lines.push([`Last update `, { at: incident.update.at, as: "ago" }, `: ${incident.update.text}`]);
  if (incident.resolution !== null) lines.push([`Fix: ${incident.resolution.what}`]);
  if (incident.customerSentence !== null && isOpen(incident))
    lines.push([`Say to customers: ${incident.customerSentence}`]);
  return say(...lines);
}
