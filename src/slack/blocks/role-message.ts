import type { BodyOf } from "../../incident/event.ts";
import type { Incident } from "../../incident/incident.ts";
import type { Rules } from "../../incident/rules.ts";
import { actorPart, context, type Line, type Message, rich, spoken } from "../text.ts";

/** Told in private to somebody whom another person gave a role. */
export function roleMessage(given: BodyOf<"RoleAssigned">, incident: Incident, rules: Rules): Message {
  const role = rules.roles.find((one) => one.name === given.role);
  const where: Line = incident.channel === null ? [] : [" in ", { channel: incident.channel.id }];
  const giver = given.by === "pitwall" ? "Pitwall" : actorPart(`slack:${given.by}`);
  const line: Line = [
    giver,
    " made you ",
    { bold: role?.title ?? given.role },
    ` of ${incident.ref} (${incident.title})`,
    ...where,
    ".",
  ];
  return { text: spoken(line), blocks: [rich(line), ...(role === undefined ? [] : [context([role.instructions])])] };
}
