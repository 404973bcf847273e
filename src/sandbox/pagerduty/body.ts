import { z } from "zod";

// What the REST API takes in request bodies. PagerDuty refuses keys it does not know, and so do we.

function referenceTo(...types: readonly [string, ...string[]]) {
  return z.strictObject({
    id: z.string(),
    type: z.enum(types),
    self: z.unknown().optional(),
    html_url: z.unknown().optional(),
    summary: z.unknown().optional(),
  });
}

const incidentReference = referenceTo("incident_reference");
const assignments = z.array(z.strictObject({ assignee: referenceTo("user_reference") })).max(1);
const urgency = z.enum(["high", "low"]);
const bridge = z.strictObject({ conference_number: z.string().optional(), conference_url: z.string().optional() });
const title = z.string().min(1).max(1024);

export const createIncidentBody = z.strictObject({
  incident: z
    .strictObject({
      type: z.literal("incident"),
      title,
      service: referenceTo("service_reference"),
      priority: referenceTo("priority_reference").optional(),
      urgency: urgency.optional(),
      incident_key: z.string().max(255).optional(),
      body: z.strictObject({ type: z.literal("incident_body"), details: z.string().optional() }).optional(),
      assignments: assignments.optional(),
      escalation_policy: referenceTo("escalation_policy_reference").optional(),
      incident_type: z.strictObject({ name: z.string() }).optional(),
      conference_bridge: bridge.optional(),
    })
    .refine(({ assignments: people, escalation_policy }) => people === undefined || escalation_policy === undefined, {
      message: "assignments and escalation_policy exclude each other",
    }),
});

const changes = {
  status: z.enum(["triggered", "acknowledged", "resolved"]).optional(),
  resolution: z.string().optional(),
  assignments: assignments.optional(),
  escalation_policy: referenceTo("escalation_policy_reference").optional(),
  escalation_level: z.int().min(1).optional(),
  priority: z.union([referenceTo("priority", "priority_reference"), z.string()]).optional(),
  title: title.optional(),
  urgency: urgency.optional(),
  conference_bridge: bridge.optional(),
};

export const changeIncidentBody = z.strictObject({
  incident: z.strictObject({
    type: z.enum(["incident", "incident_reference"]),
    service: referenceTo("service_reference").optional(),
    ...changes,
  }),
});

export type IncidentChanges = z.infer<typeof changeIncidentBody>["incident"];

export const changeIncidentsBody = z.strictObject({
  incidents: z.array(z.strictObject({ id: z.string(), type: z.enum(["incident", "incident_reference"]), ...changes })),
});

export const mergeBody = z.strictObject({ source_incidents: z.array(incidentReference).min(1) });

export const noteBody = z.strictObject({ note: z.strictObject({ content: z.string().min(1) }) });

export const respondersBody = z.strictObject({
  requester_id: z.string(),
  message: z.string().min(1),
  responder_request_targets: z
    .array(z.strictObject({ responder_request_target: referenceTo("user_reference", "escalation_policy_reference") }))
    .min(1),
});

export const snoozeBody = z.strictObject({ duration: z.int().min(1).max(604_800) });

export type CreateIncident = z.infer<typeof createIncidentBody>;
export type Merge = z.infer<typeof mergeBody>;
export type AskResponders = z.infer<typeof respondersBody>;
