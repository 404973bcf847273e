import type { Json } from "../../shared/json.ts";
import type { Company } from "./company.ts";
import type { Actor, Incident } from "./incident.ts";

export type Reference = {
  readonly id: string;
  readonly type: string;
  readonly summary: string;
  readonly self: string | null;
  readonly html_url: string | null;
};

export type References = ReturnType<typeof referencesOf>;

/** How PagerDuty points from one thing to another, in REST answers and webhooks alike. */
export function referencesOf(company: Company) {
  const web = `https://${company.subdomain}.pagerduty.com`;

  function reference(type: string, folder: string, { id, name }: { id: string; name: string }): Reference {
    const self = `https://api.pagerduty.com/${folder}/${id}`;
    return { id, type: `${type}_reference`, summary: name, self, html_url: `${web}/${folder}/${id}` };
  }

  function in_<T extends { readonly id: string }>(all: readonly T[], id: string): T {
    const found = all.find((one) => one.id === id);
    if (found === undefined) throw new Error(`the company has no ${id}`);
    return found;
  }

  const references = {
    user: (id: string) => reference("user", "users", in_(company.users, id)),
    team: (id: string) => reference("team", "teams", in_(company.teams, id)),
    service: (id: string) => reference("service", "services", in_(company.services, id)),
    policy: (id: string) => reference("escalation_policy", "escalation_policies", in_(company.policies, id)),
    schedule: (id: string) => reference("schedule", "schedules", in_(company.schedules, id)),
    priority: (id: string) => ({
      ...reference("priority", "priorities", in_(company.priorities, id)),
      html_url: `${web}/account/incident_priorities`,
    }),
    teamsOf: ({ service }: Incident) => in_(company.services, service).teams.map((id) => references.team(id)),
    incident: ({ id, title }: Pick<Incident, "id" | "title">) =>
      reference("incident", "incidents", { id, name: title }),
    integration(serviceId: string) {
      const { id, integration } = in_(company.services, serviceId);
      const folder = `services/${id}/integrations`;
      return reference("inbound_integration", folder, { id: integration, name: "Events API V2" });
    },
  };

  function actor(who: Actor): Reference | null {
    switch (who?.kind) {
      case undefined:
        return null;
      case "user":
        return references.user(who.id);
      case "integration":
        return references.integration(who.service);
    }
  }

  return { ...references, actor };
}

/** PagerDuty writes times in UTC with whole seconds. */
export function wholeSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function timeOrNull(at: number | null): Json {
  return at === null ? null : wholeSeconds(at);
}
