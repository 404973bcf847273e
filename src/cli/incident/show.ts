import { statusTitle } from "../../incident/say.ts";
import { inertBlock, inertInline } from "../../timeline/markdown-text.ts";
import { atDesk, incidentNamed } from "../desk.ts";
import { type Command, columns, plain, sayJson } from "../terminal.ts";
import { readAsked } from "./asked.ts";
import { type IncidentJson, incidentJson } from "./incident-json.ts";

export const show: Command = async (args, terminal) => {
  const { ref, form } = readAsked(args);
  const found = await atDesk(terminal, async (desk) => incidentJson(await incidentNamed(ref, desk), desk));
  const head = `${found.ref} · ${found.severity}${found.unsure ? " (not sure)" : ""} · ${found.title}`;
  switch (form) {
    case "json":
      await sayJson(terminal, found);
      break;
    case "md": {
      const items = facts(found).map(([name, value]) => `- ${name}: ${inertInline(value)}\n`);
      await terminal.say(`# ${inertBlock(head)}\n\n${items.join("")}`);
      break;
    }
    case "text":
      await terminal.say(`${plain(head)}\n\n${columns(facts(found).map((row) => row.map(plain)))}`);
  }
  return 0;
};

/** What is worth a line, by name; what is not so is left out. */
function facts(incident: IncidentJson): readonly (readonly [string, string])[] {
  const { commander, channel, services, pagerduty, resolution, update, customerSentence } = incident;
  const kind = [incident.mode === "live" ? [] : [incident.mode], incident.private ? ["private"] : []].flat();
  const others = Object.entries(incident.roles).filter(([role]) => role !== "commander");
  return [
    ["Status", [statusTitle(incident.status), ...kind].join(", ")],
    ["Impact", incident.impact ?? "not stated"],
    ["Commander", commander?.name ?? "nobody in command"],
    ...others.map(([role, { name }]) => [role, name] as const),
    ...known("Services", services.join(", ")),
    ["Channel", channel === null ? "none" : `#${channel.name} (${channel.id})`],
    ...known("PagerDuty", pagerduty.join(", ")),
    ...Object.entries(incident.milestones).map(([name, at]) => [capital(name), sayTime(at)] as const),
    ...(update === null ? [] : [["Update", `${update.text} (${sayTime(update.at)})`] as const]),
    ...known("Customers", customerSentence),
    ...known("Fix", resolution),
    ...incident.troubles.map(({ kind: effect, why }) => ["Gave up", `${effect}: ${why}`] as const),
    [
      "Record",
      `${incident.version} ${incident.version === 1 ? "event" : "events"}, head ${incident.chain.slice(0, 12)}`,
    ],
  ];
}

function known(name: string, value: string | null): readonly (readonly [string, string])[] {
  return value === null || value === "" ? [] : [[name, value]];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function sayTime(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
