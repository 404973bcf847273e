import { z } from "zod";
import type { Outcome, PagerDutyClient } from "./client.ts";
import { type ListedIncident, restIncident } from "./rest-incident.ts";

const incidentAnswer = z.looseObject({ incident: restIncident });
const noteItem = z.looseObject({ id: z.string(), content: z.string() });

/** PagerDuty's codes for what has been done already. */
const alreadyResolved = 1001;
const alreadyAcknowledged = 1002;

export type Page = {
  readonly serviceId: string;
  readonly title: string;
  /** Ours, unique for this page: PagerDuty refuses a second open incident with it on the same service. */
  readonly key: string;
  readonly fromEmail: string;
  readonly urgency?: "high" | "low";
  /** A priority's id. */
  readonly priority?: string;
  readonly details?: string;
  /** The id of the PagerDuty user who is paged; left out, it is whoever is on call. */
  readonly assignee?: string;
};

/** `already`: it had been done before, by an earlier attempt of ours or by somebody else. */
export type Done<T> = { readonly already: boolean } & T;

/**
 * Opens an incident, which pages whoever is on call for the service. Safe to repeat while the incident is open. After an
 * unknown outcome ask `findPage` first all the same: if somebody has resolved it meanwhile, a repeat would page again.
 */
export async function openPage(
  client: PagerDutyClient,
  page: Page,
): Promise<Outcome<Done<{ readonly incident: ListedIncident }>>> {
  const { serviceId, title, key, fromEmail, urgency, priority, details, assignee } = page;
  const incident = {
    type: "incident",
    title: title.slice(0, 1024),
    service: { id: serviceId, type: "service_reference" },
    incident_key: key,
    ...(urgency === undefined ? {} : { urgency }),
    ...(priority === undefined ? {} : { priority: { id: priority, type: "priority_reference" } }),
    ...(assignee === undefined ? {} : { assignments: [{ assignee: { id: assignee, type: "user_reference" } }] }),
    ...(details === undefined ? {} : { body: { type: "incident_body", details } }),
  };
  const created = await client.post("/incidents", incidentAnswer, { body: { incident }, from: fromEmail });
  if (created.ok) return { ok: true, data: { incident: created.data.incident, already: false } };
  if (created.kind !== "refused" || created.status !== 400) return created;
  const found = await findPage(client, key);
  if (!found.ok) return found;
  return found.data === null ? created : { ok: true, data: { incident: found.data, already: true } };
}

/** The incident that was opened with this key, whatever its status, or null: how to learn whether a page went out. */
export async function findPage(client: PagerDutyClient, key: string): Promise<Outcome<ListedIncident | null>> {
  const query = {
    incident_key: key,
    date_range: "all",
    "statuses[]": ["triggered", "acknowledged", "resolved"],
  };
  const found = await client.list("/incidents", "incidents", restIncident, query);
  if (!found.ok) return found;
  return { ok: true, data: found.data.find(({ incidentKey }) => incidentKey === key) ?? null };
}

export async function incidentById(client: PagerDutyClient, id: string): Promise<Outcome<ListedIncident>> {
  const answer = await client.get(`/incidents/${encodeURIComponent(id)}`, incidentAnswer);
  return answer.ok ? { ok: true, data: answer.data.incident } : answer;
}

/** The key under which monitoring sent the first alert of an incident; null for one that was opened by hand. */
export async function alertKeyOf(client: PagerDutyClient, incidentId: string): Promise<Outcome<string | null>> {
  const shape = z.looseObject({ alerts: z.array(z.looseObject({ alert_key: z.string().nullish() })) });
  const answer = await client.get(`/incidents/${encodeURIComponent(incidentId)}/alerts`, shape);
  return answer.ok ? { ok: true, data: answer.data.alerts[0]?.alert_key ?? null } : answer;
}

export type OnIncident = { readonly incidentId: string; readonly fromEmail: string };

/** Looks first: PagerDuty takes the acknowledging of a resolved incident for a wish to reopen it. Safe to repeat. */
export async function acknowledge(
  client: PagerDutyClient,
  asked: OnIncident,
): Promise<Outcome<Done<{ readonly incident: ListedIncident }>>> {
  const before = await incidentById(client, asked.incidentId);
  if (!before.ok) return before;
  if (before.data.status !== "triggered") return { ok: true, data: { incident: before.data, already: true } };
  return setStatus(client, asked, "acknowledged", alreadyAcknowledged);
}

/** Safe to repeat: PagerDuty says so when it was resolved before. */
export async function resolve(
  client: PagerDutyClient,
  asked: OnIncident & { readonly resolution?: string },
): Promise<Outcome<Done<{ readonly incident: ListedIncident }>>> {
  return setStatus(client, asked, "resolved", alreadyResolved);
}

async function setStatus(
  client: PagerDutyClient,
  { incidentId, fromEmail, resolution }: OnIncident & { readonly resolution?: string },
  status: "acknowledged" | "resolved",
  alreadyCode: number,
): Promise<Outcome<Done<{ readonly incident: ListedIncident }>>> {
  const incident = { type: "incident_reference", status, ...(resolution === undefined ? {} : { resolution }) };
  const path = `/incidents/${encodeURIComponent(incidentId)}`;
  const changed = await client.put(path, incidentAnswer, { body: { incident }, from: fromEmail });
  if (changed.ok) return { ok: true, data: { incident: changed.data.incident, already: false } };
  if (changed.kind !== "refused") return changed;
  const now = await incidentById(client, incidentId);
  if (!now.ok) return changed;
  const isSo = changed.code === alreadyCode || now.data.status === status;
  return isSo ? { ok: true, data: { incident: now.data, already: true } } : changed;
}

/**
 * Adds a note that ends with a mark made of `key`. With `repeat`, which is for a second attempt, the notes are looked
 * through for that mark first.
 */
export async function addNote(
  client: PagerDutyClient,
  asked: OnIncident & { readonly content: string; readonly key: string; readonly repeat: boolean },
): Promise<Outcome<Done<{ readonly noteId: string }>>> {
  const path = `/incidents/${encodeURIComponent(asked.incidentId)}/notes`;
  if (asked.repeat) {
    const notes = await client.get(path, z.looseObject({ notes: z.array(noteItem) }));
    if (!notes.ok) return notes;
    const mine = notes.data.notes.find(({ content }) => content.endsWith(markOf(asked.key)));
    if (mine !== undefined) return { ok: true, data: { noteId: mine.id, already: true } };
  }
  const note = { content: `${asked.content}\n${markOf(asked.key)}` };
  const shape = z.looseObject({ note: noteItem });
  const added = await client.post(path, shape, { body: { note }, from: asked.fromEmail });
  return added.ok ? { ok: true, data: { noteId: added.data.note.id, already: false } } : added;
}

export type ResponderTarget = { readonly type: "user" | "escalation_policy"; readonly id: string };

/**
 * Asks more people to help with an incident; each is paged. The message ends with a mark made of `key`; with `repeat` the
 * incident is looked at first, so that nobody is paged twice.
 */
export async function requestResponders(
  client: PagerDutyClient,
  asked: {
    readonly incidentId: string;
    /** The id, not the e-mail, of the PagerDuty user who asks. */
    readonly requesterId: string;
    readonly message: string;
    readonly targets: readonly ResponderTarget[];
    readonly key: string;
    readonly repeat: boolean;
  },
): Promise<Outcome<Done<object>>> {
  if (asked.repeat) {
    const now = await incidentById(client, asked.incidentId);
    if (!now.ok) return now;
    const mine = now.data.responderRequests.some((message) => message.endsWith(markOf(asked.key)));
    if (mine) return { ok: true, data: { already: true } };
  }
  const body = {
    requester_id: asked.requesterId,
    message: `${asked.message} ${markOf(asked.key)}`,
    responder_request_targets: asked.targets.map(({ type, id }) => ({
      responder_request_target: { id, type: `${type}_reference` },
    })),
  };
  const path = `/incidents/${encodeURIComponent(asked.incidentId)}/responder_requests`;
  const sent = await client.post(path, z.looseObject({ responder_request: z.looseObject({}) }), { body });
  return sent.ok ? { ok: true, data: { already: false } } : sent;
}

/** Every incident that is not resolved, however old. */
export function listOpenIncidents(client: PagerDutyClient, isOver?: () => boolean): Promise<Outcome<ListedIncident[]>> {
  const query = { date_range: "all", "statuses[]": ["triggered", "acknowledged"] };
  return client.list("/incidents", "incidents", restIncident, query, isOver);
}

/** Every incident created between two instants, whatever became of it. At most six months. */
export function listIncidentsCreated(
  client: PagerDutyClient,
  { since, until }: { readonly since: string; readonly until: string },
): Promise<Outcome<ListedIncident[]>> {
  return client.list("/incidents", "incidents", restIncident, { since, until });
}

/** Short, and opaque to whoever reads it in PagerDuty. */
function markOf(key: string): string {
  return `[pitwall ${key}]`;
}
