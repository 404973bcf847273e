import type { BodyOf, IncidentEvent } from "../incident/event.ts";
import type { Instant } from "../shared/time.ts";

/** What one must know of other events to say one event well. */
export type Background = {
  readonly alerts: ReadonlyMap<string, AlertBackground>;
  readonly pages: ReadonlyMap<string, BodyOf<"PageAsked">>;
  readonly byVersion: ReadonlyMap<number, IncidentEvent>;
  /** Changes taken back by a click, and the events that took them back. */
  readonly undone: ReadonlySet<number>;
};

export type AlertBackground = {
  readonly service: string;
  /** It is a page that was sent from here, so it told nobody anything new. */
  readonly ownPage: boolean;
  readonly firstOfService: boolean;
  /** When PagerDuty began to notify people: at first, and each time it came back. */
  readonly notified: readonly { readonly version: number; readonly at: Instant }[];
};

export function backgroundOf(events: readonly IncidentEvent[]): Background {
  const alerts = new Map<string, AlertBackground>();
  const pages = new Map<string, BodyOf<"PageAsked">>();
  const undone = new Set<number>();
  const services = new Set<string>();
  const ownPages = new Set(events.flatMap((event) => (event.type === "PageSent" ? [event.body.alert] : [])));

  for (const event of events) {
    const { version, occurredAt: at } = event;
    switch (event.type) {
      case "AlertJoined": {
        const { alert, service } = event.body;
        const ownPage = ownPages.has(alert);
        const firstOfService = !ownPage && !services.has(service);
        if (firstOfService) services.add(service);
        if (!alerts.has(alert)) alerts.set(alert, { service, ownPage, firstOfService, notified: [{ version, at }] });
        break;
      }
      case "AlertReopened":
      case "AlertReassigned":
      case "AlertUnacknowledged": {
        const known = alerts.get(event.body.alert);
        if (known !== undefined)
          alerts.set(event.body.alert, { ...known, notified: [...known.notified, { version, at }] });
        break;
      }
      case "PageAsked":
        pages.set(event.body.page, event.body);
        break;
      case "StatusChanged":
      case "SeverityChanged":
        if (event.body.undo) addUndone(undone, event, lastBefore(events, version, event.type));
        break;
      case "Reopened":
        if (event.body.undo) addUndone(undone, event, lastBefore(events, version, "Resolved"));
        break;
    }
  }
  return { alerts, pages, undone, byVersion: new Map(events.map((event) => [event.version, event])) };
}

function addUndone(undone: Set<number>, undo: IncidentEvent, what: IncidentEvent | undefined): void {
  undone.add(undo.version);
  if (what !== undefined) undone.add(what.version);
}

function lastBefore(events: readonly IncidentEvent[], version: number, type: IncidentEvent["type"]) {
  return events.findLast((event) => event.type === type && event.version < version);
}
