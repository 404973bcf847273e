import { isRefusal } from "../shared/refusal.ts";
import { type Instant, MINUTE } from "../shared/time.ts";
import type { IncidentCommand } from "./command.ts";
import { stillInTriage } from "./decide-progress.ts";
import { resolve } from "./decide-resolve.ts";
import { type Decision, type DecisionContext, eventAt, past } from "./decision.ts";
import type { NewIncidentEvent } from "./event.ts";
import { type Incident, isOpen } from "./incident.ts";

type AlertCommand = Extract<
  IncidentCommand,
  {
    type:
      | "joinAlert"
      | "acknowledgeAlert"
      | "unacknowledgeAlert"
      | "resolveAlert"
      | "reopenAlert"
      | "reassignAlert"
      | "page"
      | "recordPageSent";
  }
>;

/** Alerts are many: past the first of a service, at most one a minute is told. The rest are counted in their own table. */
const TOLD_AT_MOST_EVERY = MINUTE;

export function decideAlert(incident: Incident, command: AlertCommand, context: DecisionContext): Decision {
  const { now } = context;
  const event = eventAt(now);
  switch (command.type) {
    case "joinAlert": {
      const { type: _type, at, ...body } = command;
      if (incident.alerts[body.alert] !== undefined) return [];
      const began = past(at, now);
      return isTold(incident, body.service, began, now) ? [{ type: "AlertJoined", occurredAt: began, body }] : [];
    }
    case "acknowledgeAlert": {
      const alert = incident.alerts[command.alert];
      // The first answer counts, even to an alert that was only counted and not told.
      if (alert === undefined ? incident.acknowledgedAt !== null : alert.acknowledged !== null) return [];
      return [
        {
          type: "AlertAcknowledged",
          occurredAt: past(command.at, now),
          body: { alert: command.alert, by: command.by },
        },
      ];
    }
    case "unacknowledgeAlert": {
      const alert = incident.alerts[command.alert];
      if (alert === undefined || alert.acknowledged === null) return [];
      return [{ type: "AlertUnacknowledged", occurredAt: past(command.at, now), body: { alert: command.alert } }];
    }
    case "resolveAlert": {
      const alert = incident.alerts[command.alert];
      if (alert !== undefined && alert.resolvedAt !== null) return [];
      const { by, mergedInto } = command;
      const at = past(command.at, now);
      const resolved: readonly NewIncidentEvent[] =
        alert === undefined
          ? []
          : [{ type: "AlertResolved", occurredAt: at, body: { alert: command.alert, by, mergedInto } }];
      // A person who resolves the last alert in PagerDuty has said that it is over. A monitor that recovers has not:
      // flapping would close what people still work on. A merge moves the alert and ends nothing.
      if (command.stillOpen > 0 || !command.byPerson || mergedInto !== null || !isOpen(incident)) return resolved;
      const what = "The last alert was resolved in PagerDuty";
      if (incident.status === "triage") return [...resolved, event("Cancelled", { reason: what })];
      const wish = { type: "resolve", what, by: by.user, impactEndedAt: at, resolveAlerts: false } as const;
      const over = resolve(incident, { ...wish, owner: undefined, due: undefined }, context);
      return isRefusal(over) ? over : [...resolved, ...over];
    }
    case "reopenAlert": {
      const alert = incident.alerts[command.alert];
      if (alert === undefined || alert.resolvedAt === null) return [];
      return [
        { type: "AlertReopened", occurredAt: past(command.at, now), body: { alert: command.alert, by: command.by } },
      ];
    }
    case "reassignAlert": {
      const { type: _type, at, ...body } = command;
      const alert = incident.alerts[body.alert];
      if (alert === undefined || alert.resolvedAt !== null) return [];
      const same = alert.acknowledged === null && alert.people.join() === body.people.join();
      return same ? [] : [{ type: "AlertReassigned", occurredAt: past(at, now), body }];
    }
    case "page": {
      const { page, target, why, by } = command;
      if (incident.status === "triage") return stillInTriage(incident);
      return incident.pages[page] === undefined ? [event("PageAsked", { page, target, why, by })] : [];
    }
    case "recordPageSent": {
      const page = incident.pages[command.page];
      if (page === undefined || page.sentAt !== null) return [];
      const { alert, url, people, invite = [], unnamed = [] } = command;
      const sent = event("PageSent", { page: command.page, alert, url, people });
      if (incident.alerts[alert] !== undefined) return [sent];
      const joined = event("AlertJoined", {
        alert,
        service: page.target.name,
        title: page.why,
        url,
        people,
        urgency: "high",
        priority: null,
        ...(invite.length === 0 ? {} : { invite }),
        ...(unnamed.length === 0 ? {} : { unnamed }),
      });
      return [sent, joined];
    }
  }
}

/** By when it began as well as by now: what was only counted is not told when it is heard of again later. */
function isTold(incident: Incident, service: string, began: Instant, now: Instant): boolean {
  const alerts = Object.values(incident.alerts);
  if (!alerts.some((alert) => alert.service === service)) return true;
  return alerts.every(({ joinedAt }) => {
    return now - joinedAt >= TOLD_AT_MOST_EVERY && Math.abs(began - joinedAt) >= TOLD_AT_MOST_EVERY;
  });
}
