import { z } from "zod";
import { type Instant, MINUTE } from "../../shared/time.ts";
import type { Account } from "./account.ts";
import type { Answer } from "./answer.ts";
import type { Service } from "./company.ts";
import { newId } from "./id.ts";
import type { Actor, Alert, Incident, Urgency } from "./incident.ts";

/** A change that somebody told PagerDuty of; it makes no incident. */
export type ChangeEvent = { readonly service: string; readonly summary: string; readonly at: Instant };

export type Happening = {
  readonly title: string;
  readonly key: string;
  readonly severity?: string;
  readonly source?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly urgency?: Urgency | undefined;
  readonly priority?: string | undefined;
};

export type EventsApi = ReturnType<typeof openEventsApi>;

const perMinute = 120;
const links = z.array(z.looseObject({ href: z.string() })).optional();
const routingKey = z.string().length(32);
const payload = z.strictObject({
  summary: z.string().min(1).max(1024),
  source: z.string().min(1),
  severity: z.enum(["critical", "error", "warning", "info"]),
  timestamp: z.string().optional(),
  component: z.string().optional(),
  group: z.string().optional(),
  class: z.string().optional(),
  custom_details: z.record(z.string(), z.unknown()).optional(),
});
const known = {
  routing_key: routingKey,
  images: z.array(z.looseObject({ src: z.string() })).optional(),
  links,
  client: z.string().optional(),
  client_url: z.string().optional(),
};
const eventBody = z.discriminatedUnion("event_action", [
  z.strictObject({
    ...known,
    event_action: z.literal("trigger"),
    dedup_key: z.string().max(255).optional(),
    payload,
  }),
  ...(["acknowledge", "resolve"] as const).map((action) =>
    z.strictObject({
      ...known,
      event_action: z.literal(action),
      dedup_key: z.string().max(255),
      payload: payload.optional(),
    }),
  ),
]);
const changeBody = z.strictObject({
  routing_key: routingKey,
  payload: z.strictObject({
    summary: z.string().min(1).max(1024),
    source: z.string().optional(),
    timestamp: z.string().optional(),
    custom_details: z.record(z.string(), z.unknown()).optional(),
  }),
  links,
  images: z.unknown().optional(),
});

/** What monitoring says to PagerDuty: Events API v2 and change events. */
export function openEventsApi(account: Account) {
  const changes: ChangeEvent[] = [];
  const calls = new Map<string, Instant[]>();

  function serviceOf(key: string): Service | undefined {
    return account.company.services.find((service) => service.routingKey === key);
  }

  function tooMany(key: string): boolean {
    const now = account.clock.now();
    const recent = (calls.get(key) ?? []).filter((at) => at > now - MINUTE);
    calls.set(key, [...recent, now]);
    return recent.length >= perMinute;
  }

  function openAlertOf(service: Service, key: string): { incident: Incident; alert: Alert } | undefined {
    for (const incident of account.incidents) {
      const alert = incident.alerts.find(
        (one) => one.key === key && one.service === service.id && one.status === "triggered",
      );
      if (alert !== undefined) return { incident, alert };
    }
    return undefined;
  }

  /** An alert with the key of an open one joins it; otherwise it makes an incident, unless the service groups in time. */
  function trigger(service: Service, happening: Happening): Incident {
    const open = openAlertOf(service, happening.key);
    if (open !== undefined) return open.incident;
    const now = account.clock.now();
    const alert: Alert = {
      id: newId("Q"),
      key: happening.key,
      title: happening.title,
      severity: happening.severity ?? "critical",
      service: service.id,
      source: happening.source ?? "monitoring",
      details: happening.details ?? {},
      createdAt: now,
      status: "triggered",
    };
    const window = (service.groupsForMinutes ?? 0) * MINUTE;
    const group = account.incidents.find(
      (one) => one.service === service.id && one.status !== "resolved" && now - one.createdAt < window,
    );
    if (group !== undefined) {
      account.addAlert(group, alert);
      return group;
    }
    const actor: Actor = { kind: "integration", service: service.id };
    const { title, urgency, priority } = happening;
    return account.open({ service, title, actor, alert, urgency, priority });
  }

  /** Resolves one alert; with its last open alert the incident is resolved too. Without an open one: nothing. */
  function resolve(service: Service, key: string): void {
    const open = openAlertOf(service, key);
    if (open === undefined) return;
    open.alert.status = "resolved";
    if (open.incident.alerts.every((alert) => alert.status === "resolved")) {
      account.resolve(open.incident, { kind: "integration", service: service.id });
    }
  }

  function acknowledge(service: Service, key: string): void {
    const open = openAlertOf(service, key);
    if (open?.incident.status !== "triggered") return;
    account.acknowledge(open.incident, { kind: "integration", service: service.id });
  }

  /** Events to unknown keys are accepted and lead nowhere: a 202 says only that PagerDuty has the event. */
  function enqueue(body: unknown): Answer {
    const read = eventBody.safeParse(body);
    if (!read.success) return invalidEvent(read.error);
    if (tooMany(read.data.routing_key)) return throttled();
    const service = serviceOf(read.data.routing_key);
    const key = read.data.dedup_key ?? newId("Q").toLowerCase();
    if (service !== undefined) {
      if (read.data.event_action === "trigger") {
        const { summary, severity, source, custom_details } = read.data.payload;
        trigger(service, { title: summary, key, severity, source, details: custom_details ?? {} });
      }
      if (read.data.event_action === "acknowledge") acknowledge(service, key);
      if (read.data.event_action === "resolve") resolve(service, key);
    }
    return { status: 202, body: { status: "success", message: "Event processed", dedup_key: key } };
  }

  function enqueueChange(body: unknown): Answer {
    const read = changeBody.safeParse(body);
    if (!read.success) return invalidEvent(read.error);
    if (tooMany(read.data.routing_key)) return throttled();
    const service = serviceOf(read.data.routing_key);
    if (service !== undefined) {
      changes.push({ service: service.id, summary: read.data.payload.summary, at: account.clock.now() });
    }
    return { status: 202, body: { status: "success", message: "Change event processed" } };
  }

  return { trigger, resolve, acknowledge, enqueue, enqueueChange, changes: changes as readonly ChangeEvent[] };
}

function invalidEvent({ issues }: z.ZodError): Answer {
  const errors = issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return { status: 400, body: { status: "invalid event", message: "Event object is invalid", errors } };
}

function throttled(): Answer {
  return {
    status: 429,
    body: { status: "throttle exceeded", message: "Requests for this service are arriving too quickly" },
  };
}
