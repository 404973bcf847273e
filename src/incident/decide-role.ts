import { isRefusal, type Refusal, refuse } from "../shared/refusal.ts";
import type { IncidentCommand } from "./command.ts";
import { type Decision, type DecisionContext, eventAt } from "./decision.ts";
import { commanderOf, type Incident, isOpen } from "./incident.ts";
import { COMMANDER, type Rules, readRole } from "./rules.ts";

type RoleCommand = Extract<
  IncidentCommand,
  { type: "assignRole" | "releaseRole" | "offerHandover" | "answerHandover" }
>;

/** At most one person holds a role; command passes at once, or by a handover that the incoming person accepts. */
export function decideRole(incident: Incident, command: RoleCommand, context: DecisionContext): Decision {
  const event = eventAt(context.now);
  switch (command.type) {
    case "assignRole": {
      const role = readRole(command.role, context.rules);
      if (role === undefined)
        return refuse("role", `There is no role "${command.role}". Known: ${roleNames(context.rules)}.`);
      const from = incident.roles[role.name] ?? null;
      if (from === command.user) return [];
      return [event("RoleAssigned", { role: role.name, user: command.user, from, by: command.by ?? "pitwall" })];
    }
    case "releaseRole": {
      const user = incident.roles[command.role];
      return user === undefined ? [] : [event("RoleReleased", { role: command.role, user, by: command.by })];
    }
    case "offerHandover": {
      const from = commandOf(incident);
      if (isRefusal(from)) return from;
      if (command.to === from) return refuse("same", `<@${from}> is in command already.`);
      if (incident.handover?.to === command.to) return [];
      return [event("HandoverOffered", { from, to: command.to, brief: command.brief })];
    }
    case "answerHandover": {
      const offer = incident.handover;
      if (offer === null)
        return commanderOf(incident) === command.by
          ? []
          : refuse("no-offer", "That handover is no longer open. The card shows who is in command.");
      if (!command.accept && offer.from === command.by)
        return [event("HandoverDeclined", { from: offer.from, to: offer.to })];
      if (offer.to !== command.by)
        return refuse("not-yours", `This handover waits for <@${offer.to}>. \`/incident lead\` takes command at once.`);
      const { from, to } = offer;
      return [command.accept ? event("HandoverAccepted", { from, to }) : event("HandoverDeclined", { from, to })];
    }
  }
}

/** Who could hand over command now, or why nobody can. */
export function commandOf(incident: Incident): string | Refusal {
  if (!isOpen(incident)) return refuse("closed", `${incident.ref} is over: there is no command to hand over.`);
  return (
    commanderOf(incident) ??
    refuse(
      "nobody",
      "Nobody is in command: take it with `/incident lead`, or name somebody with `/incident lead @person`.",
    )
  );
}

function roleNames(rules: Rules): string {
  return rules.roles.map((role) => (role.name === COMMANDER ? "lead" : role.name)).join(", ");
}
