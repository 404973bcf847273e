import type { LookUp } from "../flow/look-up.ts";
import { OPERATOR } from "../flow/look-up.ts";
import type { Outcome, Performer } from "../flow/performer.ts";
import type { EffectKind, EffectOf } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import { type Instant, SECOND } from "../shared/time.ts";
import type { Failure, PagerDutyClient } from "./client.ts";
import { inSlack, namesOf } from "./commands-for.ts";
import type { PagerDutyIncident } from "./event.ts";
import { findPage, openPage } from "./operations.ts";
import { resolveAll } from "./resolve-all.ts";

/** After that no call begins, so that the last, which may take 10 s, ends before the worker's claim does. */
const TIME_TO_RESOLVE = 35 * SECOND;

export type PagerDutyPerformerParts = {
  readonly client: PagerDutyClient | undefined;
  readonly lookUp: LookUp;
  /** In whose name: the e-mail of the Slack user if PagerDuty knows it, else the configured one. */
  readonly fromEmail: (slackUser: string | null) => Promise<string>;
  /** Who somebody in PagerDuty is in Slack. */
  readonly slackUserOf: (pagerDutyUser: string) => Promise<string | null | undefined>;
  /** PagerDuty incidents of the stream that are open there. */
  readonly openAlerts: (stream: string) => Promise<readonly string[]>;
  readonly now: () => Instant;
};

type PagerDutyKind = Extract<EffectKind, "page" | "find-people" | "resolve-alerts">;

/** How effects in PagerDuty are carried out, each safe to repeat. */
export function performersInPagerDuty(parts: PagerDutyPerformerParts): Readonly<Record<PagerDutyKind, Performer>> {
  const { client, lookUp } = parts;

  /** Whoever is woken belongs into the channel. */
  async function sent({ id: alert, url, assignees }: PagerDutyIncident): Promise<Outcome> {
    const { invite, unnamed = [] } = await inSlack(assignees, parts);
    return { done: true, result: { alert, url, people: namesOf(assignees), invite, unnamed } };
  }
  const notSetUp: Outcome = { gaveUp: "PagerDuty is not set up here" };

  return {
    // Found again by its key: PagerDuty refuses a second open incident with it, and a closed one is looked for first.
    async page(task) {
      if (client === undefined) return notSetUp;
      const loaded = await lookUp.byStream(task.stream, OPERATOR);
      const page = loaded?.incident.pages[(task.body as EffectOf<"page">["body"]).page];
      if (loaded === undefined || page === undefined) throw new Error(`${task.key} is not on record`);
      // Its webhook was quicker than the answer to the call.
      if (page.sentAt !== null) return { done: true };
      if (task.unknownSince !== undefined) {
        const found = await findPage(client, task.key);
        if (!found.ok) return failed("page", found);
        if (found.data !== null) return sent(found.data);
      }
      const [assignee] = page.target.users;
      const opened = await openPage(client, {
        serviceId: page.target.service,
        ...(assignee === undefined ? {} : { assignee }),
        key: task.key,
        fromEmail: await parts.fromEmail(userOf(page.by)),
        urgency: "high",
        ...wordsFor(loaded.incident, page.why),
      });
      return opened.ok ? sent(opened.data.incident) : failed("page", opened);
    },

    async "find-people"(task) {
      const { users } = task.body as EffectOf<"find-people">["body"];
      const { invite, unnamed = [] } = await inSlack(
        users.map((id) => ({ id, name: id })),
        parts,
      );
      if (unnamed.length > 0) return { retry: "PagerDuty or Slack does not say who was paged", unknown: false };
      return { done: true, result: { users: invite } };
    },

    // Resolving what is resolved already is no error, and what PagerDuty refuses for one holds up no other.
    async "resolve-alerts"(task) {
      if (client === undefined) return { done: true };
      const until = parts.now() + TIME_TO_RESOLVE;
      const loaded = await lookUp.byStream(task.stream, OPERATOR);
      const resolution = loaded?.incident.resolution;
      const resolved = await resolveAll(client, {
        incidentIds: await parts.openAlerts(task.stream),
        fromEmail: await parts.fromEmail(userOf(resolution?.by ?? null)),
        repeat: task.unknownSince !== undefined,
        isOver: () => parts.now() >= until,
        ...(resolution && loaded?.incident.private === false ? { resolution: resolution.what } : {}),
      });
      return resolved.ok ? { done: true } : failed("resolve", resolved);
    },
  };
}

/** Whoever has a seat in PagerDuty reads there what it holds: of what is private, no more than that it is. */
function wordsFor({ ref, title, private: isPrivate }: Incident, why: string) {
  return isPrivate ? { title: `${ref}: private, see Slack` } : { title: `${ref} ${title}`, details: why };
}

function failed(what: string, failure: Failure): Outcome {
  switch (failure.kind) {
    case "refused":
      return { gaveUp: `PagerDuty refused to ${what}: ${failure.message}` };
    case "later":
      return { retry: `PagerDuty: ${failure.message}`, afterMs: failure.retryAfterMs, unknown: false };
    case "unknown":
      return { retry: `PagerDuty did not answer: ${failure.message}`, unknown: true };
  }
}

function userOf(actor: string | null): string | null {
  if (actor === null) return null;
  return actor.startsWith("slack:") ? actor.slice("slack:".length) : actor;
}
