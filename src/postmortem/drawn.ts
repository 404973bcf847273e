import { rankOf } from "../incident/rules.ts";
import { sayDuration } from "../shared/time.ts";
import type { Entry } from "../timeline/entry.ts";
import { type Line, line, listOf, moment, user } from "../timeline/line.ts";
import { person } from "../timeline/person.ts";
import { type Cited, citationOf, citing, quoted, said } from "./cite.ts";
import { beginning, type Duration, durationsOf } from "./durations.ts";
import type { SectionId } from "./section.ts";
import { eventsOf, type Story, type Tenure } from "./story.ts";

/** What the record says for each section, and nothing that it does not: an empty list where it is silent. */
export function drawnFrom(story: Story): Readonly<Record<SectionId, readonly Cited[]>> {
  return {
    summary: summary(story),
    impact: impact(story),
    timeline: story.entries.map((entry) => said(line`${moment(entry.occurredAt)} ${entry.text}`, [citationOf(entry)])),
    people: people(story),
    detection: detection(story),
    response: response(story),
    contributing: changes(story),
    well: [],
    "less-well": lessWell(story),
    lucky: [],
    surprised: [],
    "follow-ups": proposals(story),
  };
}

function summary(story: Story): readonly Cited[] {
  const { incident, rules, milestones } = story;
  const drawn: Cited[] = [];
  for (const { body, version, occurredAt, actor } of eventsOf(story, "Declared")) {
    const doubt = body.unsure ? " (not sure)" : "";
    const who = body.via === "pagerduty" ? line`PagerDuty opened` : line`${person(body.by ?? actor)} declared`;
    const when = body.mode === "retrospective" ? line`${who} it afterwards, for` : line`${who} it at`;
    const as = line`${when} ${moment(occurredAt)} as ${body.severity}${doubt}.`;
    drawn.push(said(body.mode === "drill" ? line`This was a drill. ${as}` : as, [{ seq: version, at: occurredAt }]));
  }
  const changed = eventsOf(story, "SeverityChanged").filter(({ version }) => story.keys.has(version));
  const severities = new Set([...changed.flatMap(({ body }) => [body.from, body.to]), incident.severity]);
  const [worst = incident.severity] = [...severities].sort((a, b) => rankOf(a, rules) - rankOf(b, rules));
  if (severities.size > 1) {
    const cites = citing(story, ...changed.map(({ version }) => version));
    const last = incident.severity;
    drawn.push(
      said(
        worst === last ? line`It was raised to ${last}.` : line`At worst it was ${worst}, at the end ${last}.`,
        cites,
      ),
    );
  }
  const services = new Set([...incident.services, ...firstAlerts(story).map(({ body }) => body.service)]);
  if (services.size > 0) drawn.push(said(line`Services: ${[...services].join(", ")}.`));
  for (const { body, version, occurredAt, actor } of eventsOf(story, "Cancelled")) {
    const text = line`${person(actor)} cancelled it: ${body.reason}`;
    drawn.push(said(text, [{ seq: version, at: occurredAt }]));
  }
  const fixed = entriesOfKind(story, "resolved").at(-1);
  if (incident.status === "resolved" && fixed !== undefined) {
    const after = line`${sayDuration(fixed.occurredAt - story.began)} after ${beginning(story)}`;
    const resolved = line`${person(fixed.actor)} resolved it at ${moment(fixed.occurredAt)}, ${after}.`;
    drawn.push(said(resolved, [citationOf(fixed)]));
    drawn.push(said(line`What fixed it, as ${person(fixed.actor)} put it: ${fixed.words ?? ""}`, [citationOf(fixed)]));
  } else if (incident.status !== "cancelled" && milestones.resolved === undefined) {
    drawn.push(said(line`It is not resolved yet.`));
  }
  return drawn;
}

function impact(story: Story): readonly Cited[] {
  const { impact: stated } = story;
  const { started, mitigated } = story.milestones;
  const drawn: Cited[] = [];
  if (stated !== undefined)
    drawn.push(said(line`${stated.words ?? ""} — ${person(stated.actor)}`, [citationOf(stated)]));
  if (started !== undefined && mitigated !== undefined && started.at <= mitigated.at) {
    const length = sayDuration(mitigated.at - started.at);
    const text = line`It lasted ${length}, from ${moment(started.at)} to ${moment(mitigated.at)}.`;
    drawn.push(said(text, citing(story, started.seq, mitigated.seq)));
  } else if (mitigated !== undefined) {
    const text = line`It was over at ${moment(mitigated.at)} (${mitigated.source}).`;
    drawn.push(said(text, citing(story, mitigated.seq)));
  }
  const affected = eventsOf(story, "CustomerAffected");
  if (affected.length > 0) {
    const customers = [...new Set(affected.map(({ body }) => body.customer))];
    const text = line`Customers reported as affected: ${customers.length} (${customers.join(", ")}).`;
    drawn.push(said(text, citing(story, ...affected.map(({ version }) => version))));
  }
  return drawn;
}

function people(story: Story): readonly Cited[] {
  const roles = [...new Set(story.tenures.map((tenure) => tenure.role))];
  const drawn = roles.map((role) => {
    const title = story.rules.roles.find((rule) => rule.name === role)?.title ?? role;
    const tenures = story.tenures.filter((tenure) => tenure.role === role);
    return said(line`${title}: ${listOf(tenures.map(sayTenure))}.`, citing(story, ...tenures.map(({ seq }) => seq)));
  });
  const named = new Set(story.tenures.map((tenure) => tenure.user));
  const joined = eventsOf(story, "ResponderJoined").filter(({ body }) => !named.has(body.user));
  const others = [...new Set(joined.map(({ body }) => body.user))];
  if (others.length > 0) drawn.push(said(line`Also in the channel: ${listOf(others.map(user))}.`));
  return drawn;
}

function sayTenure({ user: holder, from, to }: Tenure): Line {
  const until = to === null ? "" : line` to ${moment(to)}`;
  return line`${user(holder)} from ${moment(from)}${until}`;
}

function detection(story: Story): readonly Cited[] {
  const { started, detected } = story.milestones;
  const drawn: Cited[] = [];
  if (started !== undefined && detected !== undefined && started.at < detected.at) {
    const text = line`It ran for ${sayDuration(detected.at - started.at)} before it was noticed.`;
    drawn.push(said(text, citing(story, started.seq, detected.seq)));
  }
  const declared = eventsOf(story, "Declared")[0];
  if (declared !== undefined && declared.body.by !== null && detected?.source !== "first alert") {
    const text = line`${person(declared.body.by)} noticed it: no alert is on record before ${moment(declared.occurredAt)}.`;
    drawn.push(said(text, citing(story, declared.version)));
  }
  const alerts = new Set(firstAlerts(story).map(({ version }) => version));
  return [...drawn, ...story.entries.filter((entry) => alerts.has(entry.seq)).map(quoted)];
}

function response(story: Story): readonly Cited[] {
  const kinds = new Set(["page", "decision", "reopened"]);
  const updates = entriesOfKind(story, "update");
  const told = line`Updates given: ${updates.length}.`;
  return [
    ...durationsOf(story).map((duration) => sayWait(duration, story)),
    ...story.entries.filter((entry) => kinds.has(entry.kind)).map(quoted),
    ...(updates.length === 0 ? [] : [said(told, updates.map(citationOf))]),
  ];
}

const waits: Readonly<Record<Duration["until"], string>> = {
  acknowledged: "Acknowledged",
  "in command": "Somebody in command",
  mitigated: "Mitigated",
  resolved: "Resolved",
};

function sayWait({ until, ms, seq }: Duration, story: Story): Cited {
  if (ms === null || seq === null) return said(line`${waits[until]}: not recorded.`);
  return said(line`${waits[until]}: ${sayDuration(ms)} after ${beginning(story)}.`, citing(story, seq));
}

function changes(story: Story): readonly Cited[] {
  return story.facts.changes.map(({ service, what, at, by }) => {
    const who = by === null ? "" : line` by ${person(by)}`;
    const change = line`Changed at ${moment(at)}${who}: ${service}, ${what}.`;
    return said(line`${change} Whether it contributed is not on record.`);
  });
}

function lessWell(story: Story): readonly Cited[] {
  const late = {
    commander: "Nobody was in command, and a reminder had to say so.",
    page: "Nobody had answered a page, and a reminder had to say so.",
    update: "An update was late, and a reminder had to say so.",
  };
  const reminded = eventsOf(story, "Reminded");
  const about = [...new Set(reminded.map(({ body }) => body.about))];
  const failures = new Set(eventsOf(story, "EffectGaveUp").map(({ version }) => version));
  return [
    ...about.map((kind) => {
      const cites = reminded.filter(({ body }) => body.about === kind).map(({ version }) => version);
      return said(line`${late[kind]}`, citing(story, ...cites));
    }),
    ...story.entries.filter((entry) => failures.has(entry.seq)).map(quoted),
    ...unanswered(story).map(({ body, version }) => {
      return said(line`No answer was found to: ${body.question}`, citing(story, version));
    }),
  ];
}

function proposals(story: Story): readonly Cited[] {
  const services = story.facts.services.flatMap(({ name, owner, runbook }) => [
    ...(owner === null ? [said(line`Proposed: name an owner for ${name}.`)] : []),
    ...(runbook === null
      ? [said(line`Proposed: write a runbook for ${name}${owner === null ? "" : ` (${owner})`}.`)]
      : []),
  ]);
  const answers = unanswered(story).map(({ body, version }) =>
    said(line`Proposed: write down the answer to: ${body.question}`, citing(story, version)),
  );
  return [...services, ...answers];
}

function unanswered(story: Story) {
  return eventsOf(story, "QuestionAnswered").filter(({ body }) => !body.answerable);
}

/** The first alert of each service; our own pages tell nobody anything new. */
function firstAlerts(story: Story) {
  return eventsOf(story, "AlertJoined").filter((event) => story.keys.has(event.version));
}

function entriesOfKind(story: Story, kind: Entry["kind"]): readonly Entry[] {
  return story.entries.filter((entry) => entry.kind === kind);
}
