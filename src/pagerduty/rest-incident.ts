import { z } from "zod";
import type { Instant } from "../shared/time.ts";
import type { Agent, PagerDutyIncident } from "./event.ts";
import { agentOf, commonOf, incidentFields, namedOf } from "./payload.ts";

const reference = z.looseObject({ id: z.string(), type: z.string().optional(), summary: z.string().nullish() });

/** An incident as a REST answer has it, with what only such answers tell. */
export type ListedIncident = PagerDutyIncident & {
  readonly updatedAt: Instant | null;
  readonly statusChangedAt: Instant | null;
  readonly statusChangedBy: Agent | null;
  /** How many alerts PagerDuty put into it: the size of a storm. */
  readonly alertCount: number;
  /** The messages with which people were asked to help. */
  readonly responderRequests: readonly string[];
  readonly responders: readonly { readonly id: string; readonly message: string; readonly state: string }[];
};

const time = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .nullish()
  .catch(null);

/** Reads an incident of a REST answer. */
export const restIncident = z
  .looseObject({
    ...incidentFields,
    incident_number: z.int().nullish(),
    assignments: z.array(z.looseObject({ assignee: reference })).nullish(),
    updated_at: time,
    last_status_change_at: time,
    last_status_change_by: reference.nullish(),
    alert_counts: z.looseObject({ all: z.number() }).nullish(),
    responder_requests: z.array(z.looseObject({ message: z.string().nullish() })).nullish(),
    incidents_responders: z
      .array(z.looseObject({ user: reference, message: z.string().nullish(), state: z.string() }))
      .nullish(),
  })
  .transform(
    (data): ListedIncident => ({
      ...commonOf(data),
      number: data.incident_number ?? null,
      assignees: (data.assignments ?? []).map(({ assignee }) => namedOf(assignee)),
      updatedAt: data.updated_at ?? null,
      statusChangedAt: data.last_status_change_at ?? null,
      statusChangedBy: agentOf(data.last_status_change_by),
      alertCount: data.alert_counts?.all ?? 0,
      responderRequests: (data.responder_requests ?? []).map(({ message }) => message ?? ""),
      responders: (data.incidents_responders ?? []).map(({ user, message, state }) => ({
        id: user.id,
        message: message ?? "",
        state,
      })),
    }),
  );
