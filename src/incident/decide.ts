import { refuse } from "../shared/refusal.ts";
import type { Declare, IncidentCommand } from "./command.ts";
import { decideAlert } from "./decide-alert.ts";
import { declare } from "./decide-declare.ts";
import { giveUpdate, setSeverity, setStatus, setTitle } from "./decide-progress.ts";
import { resolve, undo } from "./decide-resolve.ts";
import { decideRole } from "./decide-role.ts";
import { type Decision, type DecisionContext, eventAt, past } from "./decision.ts";
import { commanderOf, type Incident, isOpen, type MaybeIncident, sameMessage } from "./incident.ts";
import { isReminderDue } from "./reminder.ts";

/**
 * The rules of an incident: what follows from a command, or why it is refused. An empty decision means that
 * the wish is met already, so a repeated click or delivery does nothing.
 */
export function decide(incident: MaybeIncident, command: IncidentCommand, context: DecisionContext): Decision {
  if (command.type === "declare") return incident === undefined ? declare(command, context) : [];
  if (incident === undefined)
    return refuse("no-incident", "There is no such incident. `/incident list` shows what is open.");
  return decideLater(incident, command, context);
}

function decideLater(
  incident: Incident,
  command: Exclude<IncidentCommand, Declare>,
  context: DecisionContext,
): Decision {
  const { now } = context;
  const event = eventAt(now);
  switch (command.type) {
    case "accept":
      return incident.status === "triage" ? [event("Accepted", { by: command.by })] : [];
    case "cancel":
      if (incident.status === "cancelled") return [];
      if (incident.status === "resolved")
        return refuse("resolved", `${incident.ref} is resolved; a resolved incident stays on record.`);
      return [event("Cancelled", { reason: command.reason })];
    case "setStatus":
      return setStatus(incident, command.to, command.at ?? now, now);
    case "setSeverity":
      return setSeverity(incident, command.to, context);
    case "setTitle":
      return setTitle(incident, command.to, now);
    case "stateImpact":
      if (command.text === incident.impact) return [];
      return [event("ImpactStated", { text: command.text })];
    case "assignRole":
    case "releaseRole":
    case "offerHandover":
    case "answerHandover":
      return decideRole(incident, command, context);
    case "joinAlert":
    case "acknowledgeAlert":
    case "unacknowledgeAlert":
    case "resolveAlert":
    case "reopenAlert":
    case "reassignAlert":
    case "page":
    case "recordPageSent":
      return decideAlert(incident, command, context);
    case "addNote": {
      const { text, decision, message, at } = command;
      if (message !== null && incident.kept.some((kept) => sameMessage(kept.message, message))) return [];
      return [{ type: "NoteAdded", occurredAt: past(at, now), body: { text, decision, message } }];
    }
    case "keepMessage": {
      const { type: _type, at, ...body } = command;
      const known = incident.kept.find((kept) => sameMessage(kept.message, body.message));
      if (known !== undefined && !known.struck) return [];
      return [{ type: "MessageKept", occurredAt: past(at, now), body }];
    }
    case "dropMessage": {
      const known = incident.kept.find((kept) => sameMessage(kept.message, command.message));
      if (known === undefined || known.struck) return [];
      return [event("EntryStruck", { version: known.version, why: "taken off the timeline" })];
    }
    case "editMessage":
      if (!incident.kept.some((kept) => sameMessage(kept.message, command.message))) return [];
      return [event("MessageEdited", { message: command.message, text: command.text })];
    case "removeMessage":
      if (!incident.kept.some((kept) => sameMessage(kept.message, command.message))) return [];
      return [event("MessageRemoved", { message: command.message })];
    case "giveUpdate":
      return giveUpdate(incident, command, context);
    case "approveSentence":
      if (incident.update?.version !== command.update || incident.update.proposedSentence === null) return [];
      if (commanderOf(incident) !== command.by) {
        return refuse(
          "not-commander",
          "What customers are told is approved by the incident commander. `/incident lead` takes command.",
        );
      }
      return [event("CustomerSentenceApproved", { update: command.update, by: command.by })];
    case "affectCustomer":
      if (incident.customers.some((one) => one.user === command.user && one.customer === command.customer)) return [];
      return [event("CustomerAffected", { user: command.user, customer: command.customer })];
    case "resolve":
      return resolve(incident, command, context);
    case "reopen":
      if (incident.status !== "resolved")
        return refuse("not-resolved", `${incident.ref} is not resolved: nothing to reopen.`);
      return [event("Reopened", { reason: command.reason, undo: false })];
    case "undo":
      return undo(incident, command.version, now);
    case "startPostmortem":
      if (incident.postmortem !== null) return [];
      if (isOpen(incident))
        return refuse(
          "open",
          `${incident.ref} is still open. The postmortem starts when it is resolved: \`/incident resolve\`.`,
        );
      return [event("PostmortemStarted", { owner: command.owner, due: command.due })];
    case "editSection":
      if (incident.postmortem === null)
        return refuse("no-postmortem", `${incident.ref} has no postmortem yet: \`/incident postmortem\` starts it.`);
      return [event("PostmortemSectionEdited", { section: command.section, text: command.text, over: command.over })];
    case "answerOpenQuestion":
      if (incident.postmortem === null)
        return refuse("no-postmortem", `${incident.ref} has no postmortem yet: \`/incident postmortem\` starts it.`);
      return [event("PostmortemAnswered", { question: command.question, text: command.text })];
    case "recordQuestion": {
      const { type: _type, ...body } = command;
      return [event("QuestionAnswered", body)];
    }
    case "remind":
      return isReminderDue(incident, command.about, context) ? [event("Reminded", { about: command.about })] : [];
    case "snooze":
      if ((incident.snoozedUntil[command.about] ?? 0) >= command.until) return [];
      return [event("ReminderSnoozed", { about: command.about, until: command.until })];
    case "recordChannel":
      if (incident.channel !== null) return [];
      return [event("ChannelOpened", { channel: command.channel, name: command.name, byHand: command.byHand })];
    case "recordChannelRenamed":
      if (incident.channel?.id !== command.channel || incident.channel.name === command.name) return [];
      return [event("ChannelRenamed", { channel: command.channel, name: command.name })];
    case "recordChannelLost":
      if (incident.channel?.id !== command.channel) return [];
      return [event("ChannelLost", { channel: command.channel, why: command.why })];
    case "recordJoined":
      return incident.joined.includes(command.user) ? [] : [event("ResponderJoined", { user: command.user })];
    case "recordLeft":
      return incident.joined.includes(command.user) ? [event("ResponderLeft", { user: command.user })] : [];
    case "recordFound": {
      const users = command.users.filter((user) => !incident.members.includes(user));
      return users.length === 0 ? [] : [event("RespondersFound", { users })];
    }
    case "recordGaveUp":
      if (incident.troubles.some((one) => one.key === command.key)) return [];
      return [event("EffectGaveUp", { key: command.key, kind: command.kind, why: command.why })];
    case "recordDone": {
      const trouble = incident.troubles.find((one) => one.key === command.key);
      return trouble === undefined ? [] : [event("EffectRetried", { key: trouble.key, kind: trouble.kind })];
    }
    case "retryEffect": {
      const trouble = incident.troubles.find((one) => one.key === command.key);
      if (trouble === undefined) {
        return refuse(
          "not-given-up",
          "That is not waiting for a retry any more. `/incident delivery` shows the present state.",
        );
      }
      return [event("EffectRetried", { key: trouble.key, kind: trouble.kind })];
    }
  }
}
