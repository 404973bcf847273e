import type { Loaded } from "../../flow/cache.ts";
import { commanderOf } from "../../incident/incident.ts";
import { MILESTONES } from "../../incident/say.ts";
import { milestonesOf } from "../../timeline/milestones.ts";
import { isoOf } from "../../wiring/speech.ts";
import type { Desk } from "../desk.ts";

/** An incident as `--json` prints it; scripts rely on it. Fields are only ever added. */
export async function incidentJson(loaded: Loaded, { people, ledger }: Pick<Desk, "people" | "ledger">) {
  const { incident, stream, events } = loaded;
  const commander = commanderOf(incident);
  const name = await people.names([...Object.values(incident.roles), incident.declaredBy ?? ""]);
  const personOf = (id: string) => ({ id, name: name(id) });
  const alerts = await ledger.alerts(stream);
  const paged = Object.values(incident.pages).flatMap(({ alert }) => alert ?? []);
  const found = milestonesOf(events);
  const milestones = MILESTONES.flatMap((milestone) => {
    const at = found[milestone]?.at;
    return at === undefined ? [] : [[milestone, isoOf(at)] as const];
  });
  const { resolution, update } = incident;
  return {
    id: stream.slice("incident/".length),
    ref: incident.ref,
    number: incident.number,
    series: incident.series,
    title: incident.title,
    severity: incident.severity,
    unsure: incident.unsure,
    status: incident.status,
    mode: incident.mode,
    private: incident.private,
    channel: incident.channel,
    commander: commander === undefined ? null : personOf(commander),
    roles: Object.fromEntries(Object.entries(incident.roles).map(([role, id]) => [role, personOf(id)])),
    services: incident.services,
    milestones: Object.fromEntries(milestones),
    pagerduty: [...new Set([...Object.keys(incident.alerts), ...paged, ...alerts.map(({ key }) => key)])],
    impact: incident.impact,
    declaredBy: incident.declaredBy === null ? null : personOf(incident.declaredBy),
    update: update === null ? null : { text: update.text, at: isoOf(update.at) },
    resolution: resolution === null ? null : resolution.what,
    customerSentence: incident.customerSentence,
    troubles: incident.troubles,
    version: incident.version,
    chain: loaded.chain,
  };
}

export type IncidentJson = Awaited<ReturnType<typeof incidentJson>>;
