import { commanderOf, type Incident, isOpen } from "../../incident/incident.ts";
import { statusTitle } from "../../incident/say.ts";
import { button } from "../button.ts";
import { counted, cut, type Line, type Message, type Part, rich, spoken } from "../text.ts";

const WORDS_SHOWN = 600;

/** What everybody else reads in the announcement channel: how bad, until when, where. Edited in place. */
export function announcement(stream: string, incident: Incident): Message {
  const lines = [first(incident), second(incident), ...third(incident)];
  return {
    text: spoken(...lines),
    blocks: [
      rich(...lines),
      {
        type: "actions",
        block_id: "announcement-actions",
        elements: [
          ...(incident.status === "resolved" || incident.status === "cancelled"
            ? []
            : [button("join", "Join", { i: stream })]),
          button("customer-affected", "My customer is affected", { i: stream }),
        ],
      },
    ],
  };
}

function first(incident: Incident): Line {
  return [{ bold: `${incident.ref} · ${incident.severity} · ${incident.title}` }];
}

function second(incident: Incident): Line {
  const commander = commanderOf(incident);
  const parts: Part[] = [statusTitle(incident.status)];
  if (incident.resolution !== null) parts.push(" ", { at: incident.resolution.at, as: "day-time" });
  else parts.push(" · began ", { at: incident.declaredAt, as: "ago" });
  if (commander !== undefined && isOpen(incident)) parts.push(" · commander ", { user: commander });
  if (incident.channel !== null) parts.push(" · ", { channel: incident.channel.id });
  else parts.push(" · no channel");
  return parts;
}

function third(incident: Incident): readonly Line[] {
  const lines: Line[] = [];
  if (incident.impact !== null) lines.push([{ bold: "Impact: " }, cut(incident.impact, WORDS_SHOWN)]);
  if (isOpen(incident) && incident.update?.announce === true)
    lines.push([
      { bold: "Update: " },
      cut(incident.update.text, WORDS_SHOWN),
      " (",
      { at: incident.update.at, as: "time" },
      ")",
    ]);
  if (incident.resolution !== null) lines.push([{ bold: "Fix: " }, cut(incident.resolution.what, WORDS_SHOWN)]);
  if (isOpen(incident) && incident.customerSentence !== null)
    lines.push([{ bold: "Say to customers: " }, incident.customerSentence]);
  if (incident.customers.length > 0)
    lines.push([`${counted(incident.customers.length, "customer")} reported by support`]);
  return lines;
}
