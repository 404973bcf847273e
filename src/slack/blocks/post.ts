import type { ConfirmationDialog, KnownBlock } from "@slack/types";
import type { IncidentEvent } from "../../incident/event.ts";
import type { Incident } from "../../incident/incident.ts";
import { commanderOf } from "../../incident/incident.ts";
import { statusTitle } from "../../incident/say.ts";
import { sayDuration } from "../../shared/time.ts";
import { button, type Tag } from "../button.ts";
import { actorPart, context, type Line, type Message, quote, rich, say, spoken, withStop } from "../text.ts";

/** What a post may quote besides the incident: the head of the record's hash chain. */
export type PostFacts = { readonly chain: string };

/** The few messages that stand in the channel itself; all else is on the card or in its thread. */
export function post(stream: string, event: IncidentEvent, incident: Incident, facts: PostFacts): Message {
  const tag: Tag = { i: stream, v: event.version };
  switch (event.type) {
    case "UpdateGiven":
      return update(event, incident, tag);
    case "Resolved":
      return resolved(stream, event, incident, facts);
    case "Reopened":
      return say([{ bold: "Reopened" }, `: ${event.body.reason}`]);
    case "Cancelled":
      return say([{ bold: "Cancelled" }, `: ${event.body.reason}`]);
    case "HandoverOffered": {
      const { from, to, brief } = event.body;
      const line: Line = [{ user: from }, " hands command to ", { user: to }, ". Command passes when it is accepted."];
      return withButtons([line], brief === "" ? [] : [quote(brief)], [
        button("accept-handover", "Accept command", tag, { style: "primary" }),
        button("decline-handover", "Decline", tag),
      ]);
    }
    case "HandoverAccepted":
      return say([{ user: event.body.to }, " is in command, handed over by ", { user: event.body.from }, "."]);
    case "Reminded":
      return reminder(event, incident, tag);
    case "EffectGaveUp":
      return gaveUp(event, incident, tag);
    default:
      throw new Error(`Nothing is posted for ${event.type}`);
  }
}

function update(event: Extract<IncidentEvent, { type: "UpdateGiven" }>, incident: Incident, tag: Tag): Message {
  const { text, nextAt, customerSentence } = event.body;
  const foot: Line = [
    `${incident.severity} · ${statusTitle(incident.status)} · `,
    ...(incident.impact === null ? [] : [`Impact: ${incident.impact} · `]),
    ...(nextAt === null ? ["No further update planned"] : ["Next update by ", { at: nextAt, as: "time" as const }]),
  ];
  const title: Line = [{ bold: "Update" }, " by ", actorPart(event.actor)];
  return {
    text: spoken([...title, `: ${text} `, ...foot]),
    blocks: [rich(title), quote(text), context(foot), ...forCustomers(customerSentence, tag, incident)],
  };
}

/** What customers may be told; where it was not the commander who wrote it, with the question whether they may. */
function forCustomers(said: string | null, tag: Tag, incident: Incident): readonly KnownBlock[] {
  if (said === null) return [];
  if (incident.customerSentence === said) return [rich(["Support may tell customers:"]), quote(said)];
  const commander = commanderOf(incident);
  const asked: Line =
    commander === undefined
      ? ["A commander must approve what customers are told:"]
      : [{ user: commander }, ", may customers be told this?"];
  const approve = button("approve-sentence", "Approve", tag, { style: "primary" });
  return [rich(asked), quote(said), { type: "actions", block_id: "approve", elements: [approve] }];
}

function resolved(
  stream: string,
  event: Extract<IncidentEvent, { type: "Resolved" }>,
  incident: Incident,
  facts: PostFacts,
): Message {
  const lasted = sayDuration(event.occurredAt - incident.declaredAt);
  const { postmortem } = incident;
  const line: Line = [{ bold: "Resolved" }, ` after ${lasted}. ${withStop(event.body.what)}`];
  const next: Line =
    postmortem === null
      ? ["No postmortem is due."]
      : ["Postmortem: ", { user: postmortem.owner }, ", due ", { at: postmortem.due, as: "day" }, "."];
  const record = context([`Record ${facts.chain.slice(0, 12)}, ${event.version} entries`]);
  const tag: Tag = { i: stream, v: event.version };
  const buttons = [
    // On a phone it lies under the thumb, and everybody would read that it is not over.
    button("undo", "Undo", tag, { confirm: REALLY_UNDO }),
    ...(postmortem === null
      ? [button("start-postmortem", "Write a postmortem", tag)]
      : [button("open-postmortem", "Postmortem", tag)]),
  ];
  return {
    text: spoken([...line, " ", ...next]),
    blocks: [rich(line, next), record, { type: "actions", block_id: "resolved", elements: buttons }],
  };
}

const REALLY_UNDO: ConfirmationDialog = {
  title: { type: "plain_text", text: "Not resolved?" },
  text: { type: "plain_text", text: "The incident goes on as before, and everybody in the channel sees that." },
  confirm: { type: "plain_text", text: "Undo" },
  deny: { type: "plain_text", text: "Leave it resolved" },
};

function reminder(event: Extract<IncidentEvent, { type: "Reminded" }>, incident: Incident, tag: Tag): Message {
  const snooze = button("snooze", "Remind in 15 min", { ...tag, x: event.body.about });
  const commander = commanderOf(incident);
  const whom: Line = commander === undefined ? [] : [{ user: commander }, ", "];
  switch (event.body.about) {
    case "update":
      return withButtons(
        [[...whom, "an update is due. What do people outside need to know?"]],
        [],
        [button("open-update", "Update", tag, { style: "primary" }), snooze],
      );
    case "commander":
      return withButtons(
        [[{ bold: "Nobody is in command." }, " Somebody must decide: take it, it can be handed over later."]],
        [],
        [button("take-command", "Take command", tag, { style: "primary" }), snooze],
      );
    case "page":
      return withButtons(
        [[{ bold: "Nobody has answered the page." }]],
        [],
        [button("open-page", "Page someone else", tag, { style: "primary" }), snooze],
      );
  }
}

function gaveUp(event: Extract<IncidentEvent, { type: "EffectGaveUp" }>, incident: Incident, tag: Tag): Message {
  const { kind, why, key } = event.body;
  const page = Object.values(incident.pages).find((one) => key.endsWith(one.id));
  const retry = button("retry-effect", "Try again", { ...tag, x: key }, { style: "primary" });
  if (kind === "page") {
    const line: Line = [
      { bold: `Could not page ${page?.target.name ?? "on-call"}.` },
      ` ${why}. Call them, or page by hand in PagerDuty.`,
    ];
    return withButtons([line], [], [retry]);
  }
  const line: Line = [
    { bold: `${incident.ref} has no channel.` },
    ` ${why}. The record goes on: `,
    { code: `/incident ${incident.ref}` },
  ];
  return withButtons([line], [], [retry]);
}

function withButtons(
  lines: readonly Line[],
  between: readonly KnownBlock[],
  elements: ReturnType<typeof button>[],
): Message {
  return { text: spoken(...lines), blocks: [rich(...lines), ...between, { type: "actions", elements }] };
}
