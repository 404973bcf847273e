import type { BodyOf, IncidentEvent, ReminderAbout } from "../incident/event.ts";
import { COMMANDER } from "../incident/rules.ts";
import { statusTitle } from "../incident/say.ts";
import type { Background } from "./background.ts";
import { type Line, line, listOf, moment, user } from "./line.ts";
import { person, slackUserOf } from "./person.ts";
import { tellAlert } from "./tell-alert.ts";
import { aside, key, type Told } from "./told.ts";

/**
 * Says an event in one sentence that a tired person understands. `words` are those of a person in it, as corrected since:
 * bodies hold the first version.
 */
export function tell(event: IncidentEvent, words: string, background: Background): Told {
  const who = person(event.actor);
  switch (event.type) {
    case "Declared":
      return key("declared", sayDeclared(event.body, event.actor));
    case "Accepted":
      return key("declared", line`${person(event.body.by)} took it out of triage: it is an incident`);
    case "Cancelled":
      return key("cancelled", line`${who} cancelled it: ${event.body.reason}`);
    case "ChannelOpened":
      return aside(
        "channel",
        line`#${event.body.name} ${event.body.byHand ? "made the incident's channel" : "opened"}`,
      );
    case "ChannelRenamed":
      return aside("channel", line`The channel was renamed to #${event.body.name}`);
    case "ChannelLost":
      return aside("channel", line`The channel was lost: ${event.body.why}`);
    case "ResponderJoined":
      return aside("people", line`${person(event.body.user)} joined the channel`);
    case "ResponderLeft":
      return aside("people", line`${person(event.body.user)} left the channel`);
    case "AlertJoined":
    case "AlertAcknowledged":
    case "AlertUnacknowledged":
    case "AlertResolved":
    case "AlertReopened":
    case "AlertReassigned":
    case "RespondersFound":
    case "PageAsked":
    case "PageSent":
      return tellAlert(event, background);
    case "RoleAssigned":
      return key("role", sayAssigned(event.body));
    case "RoleReleased":
      return key("role", sayReleased(event.body));
    case "HandoverOffered": {
      const { from, to, brief } = event.body;
      const offer = line`${person(from)} offered command to ${person(to)}`;
      return aside("role", brief === "" ? offer : line`${offer}: ${brief}`);
    }
    case "HandoverAccepted":
      return key("role", line`${person(event.body.to)} took over command from ${person(event.body.from)}`);
    case "HandoverDeclined": {
      const { from, to } = event.body;
      if (slackUserOf(event.actor) === from) return aside("role", line`${who} took back the offer to ${person(to)}`);
      return aside("role", line`${person(to)} declined command: it stays with ${person(from)}`);
    }
    case "StatusChanged": {
      const { from, to, undo } = event.body;
      return key(
        "status",
        line`${person(event.actor)} set status ${statusTitle(from)} → ${statusTitle(to)}${undo ? " (undone)" : ""}`,
      );
    }
    case "SeverityChanged": {
      const { from, to, undo } = event.body;
      if (from === to) return key("severity", line`${person(event.actor)} confirmed severity ${to}`);
      return key("severity", line`${person(event.actor)} set severity ${from} → ${to}${undo ? " (undone)" : ""}`);
    }
    case "TitleChanged":
      return aside("title", line`Title is now: ${event.body.to}`);
    case "ImpactStated":
      return key("impact", line`Impact: ${words}`);
    case "NoteAdded":
      return event.body.decision
        ? key("decision", line`Decision by ${who}: ${words}`)
        : key("note", line`${who}: ${words}`);
    case "MessageKept":
      return key("message", line`${person(event.body.author)}: ${words}${sayFiles(event.body.files)}`);
    case "MessageEdited":
      return aside("correction", line`A message on the timeline was edited in Slack`);
    case "MessageRemoved":
      return aside("correction", line`A message on the timeline was deleted in Slack`);
    case "EntryCorrected":
      return aside("correction", line`${who} corrected #${event.body.version}`);
    case "EntryStruck":
      return aside("correction", line`${who} struck #${event.body.version}: ${event.body.why}`);
    case "UpdateGiven":
      return key("update", line`Update by ${who}: ${words}`);
    case "CustomerSentenceApproved":
      return key("customer", sayApproved(event.body, background));
    case "CustomerAffected":
      return aside("customer", line`${person(event.body.user)} reported an affected customer: ${event.body.customer}`);
    case "MilestoneSet": {
      const { milestone, at, source } = event.body;
      return key("milestone", line`Milestone “${milestone}” set to ${moment(at)} (${source})`);
    }
    case "Reminded":
      return aside("reminder", line`${reminders[event.body.about]}`);
    case "ReminderSnoozed":
      return aside("reminder", line`${who} silenced a reminder until ${moment(event.body.until)}`);
    case "Resolved":
      return key("resolved", line`Resolved by ${who}: ${words}`);
    case "Reopened":
      return key(
        "reopened",
        event.body.undo ? line`${who} took back the resolve` : sayReopened(who, event.body.reason),
      );
    case "PostmortemStarted":
      return aside("postmortem", line`${person(event.body.owner)} writes the postmortem`);
    case "PostmortemSectionEdited":
      return aside("postmortem", line`${who} edited the postmortem: ${event.body.section}`);
    case "PostmortemAnswered":
      return aside("postmortem", line`${who} answered an open question of the postmortem`);
    case "QuestionAnswered":
      return key("question", sayQuestion(who, event.body));
    case "EffectGaveUp":
      return sayGaveUp(event.body, background);
    case "EffectRetried":
      return aside("delivery", line`${who} tried again: ${effectWords(event.body.kind)}`);
    case "Masked":
      return aside("masked", line`${who} removed the text of #${event.body.version}`);
  }
}

const reminders: Readonly<Record<ReminderAbout, string>> = {
  update: "Reminder: an update was due",
  commander: "Reminder: nobody was in command",
  page: "Reminder: nobody had answered the page",
};

function sayDeclared(declared: BodyOf<"Declared">, actor: string): Line {
  const { ref, title, severity, unsure, mode, triage, by, via, services } = declared;
  const verb = triage ? "raised" : mode === "retrospective" ? "recorded" : "declared";
  const what = line`${ref}${mode === "drill" ? " (a drill)" : ""}${triage ? " for triage" : ""}`;
  const head = via === "pagerduty" ? line`PagerDuty opened ${what}` : line`${person(by ?? actor)} ${verb} ${what}`;
  const where = services.length === 0 ? "" : ` (${services.join(", ")})`;
  return line`${head} as ${severity}${unsure ? " (not sure)" : ""}: ${title}${where}`;
}

function sayAssigned({ role, user: holder, from, by }: BodyOf<"RoleAssigned">): Line {
  const before = from === null || from === by ? line`` : line` (was ${person(from)})`;
  if (role === COMMANDER) {
    if (by === holder) return line`${user(holder)} took command${before}`;
    return line`${person(by)} gave command to ${user(holder)}${before}`;
  }
  if (by === holder) return line`${user(holder)} took the ${role} role${before}`;
  return line`${person(by)} gave ${user(holder)} the ${role} role${before}`;
}

function sayReleased({ role, user: holder, by }: BodyOf<"RoleReleased">): Line {
  const left = role === COMMANDER ? line`command: nobody is in command` : line`the ${role} role`;
  return by === holder ? line`${user(holder)} gave up ${left}` : line`${person(by)} took ${user(holder)} off ${left}`;
}

function sayFiles(files: BodyOf<"MessageKept">["files"]): Line {
  if (files.length === 0) return [];
  const names = files.map((file) => (file.alt === null ? line`${file.name}` : line`${file.name}: ${file.alt}`));
  return line` [${listOf(names)}]`;
}

function sayApproved({ update, by }: BodyOf<"CustomerSentenceApproved">, background: Background): Line {
  const given = background.byVersion.get(update);
  const sentence = given?.type === "UpdateGiven" ? given.body.customerSentence : null;
  const approved = line`${person(by)} approved what customers are told`;
  return sentence === null ? approved : line`${approved}: ${sentence}`;
}

function sayReopened(who: Line, reason: string): Line {
  return reason === "" ? line`${who} reopened it` : line`${who} reopened it: ${reason}`;
}

function sayQuestion(who: Line, { question, answerable, sources }: BodyOf<"QuestionAnswered">): Line {
  const asked = line`${who} asked: ${question}`;
  if (!answerable) return line`${asked} (no answer was found)`;
  return sources.length === 0 ? line`${asked} (answered)` : line`${asked} (answered from ${sources.join(", ")})`;
}

/** The key of a page's effect ends with the page's id. */
function sayGaveUp({ key: effect, kind, why }: BodyOf<"EffectGaveUp">, background: Background): Told {
  if (kind !== "page") return aside("delivery", line`Could not do “${effectWords(kind)}”: ${why}`);
  const target = background.pages.get(effect.split("/").at(-1) ?? "")?.target.name ?? "on-call";
  return key("page", line`Could not page ${target}: ${why}`);
}

/** `open-channel` reads as "open channel". */
function effectWords(kind: string): string {
  return kind.replaceAll(/[-./_]/g, " ");
}
