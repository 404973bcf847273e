import type { BodyOf, IncidentEvent } from "../incident/event.ts";
import { SECOND, sayDuration } from "../shared/time.ts";
import type { Background } from "./background.ts";
import { type Line, line, listOf } from "./line.ts";
import { person, someone } from "./person.ts";
import { aside, key, type Told } from "./told.ts";

type AlertEvent = Extract<
  IncidentEvent,
  {
    type:
      | "AlertJoined"
      | "AlertAcknowledged"
      | "AlertUnacknowledged"
      | "AlertResolved"
      | "AlertReopened"
      | "AlertReassigned"
      | "RespondersFound"
      | "PageAsked"
      | "PageSent";
  }
>;

export function tellAlert(event: AlertEvent, background: Background): Told {
  switch (event.type) {
    case "AlertJoined": {
      const alert = background.alerts.get(event.body.alert);
      if (alert?.ownPage === true) return aside("alert", line`PagerDuty took the page for ${event.body.service}`);
      const text = sayAlert(event.body);
      return alert?.firstOfService === true ? key("alert", text) : aside("alert", text);
    }
    case "AlertAcknowledged": {
      const inPagerDuty = event.actor.startsWith("pagerduty") ? " in PagerDuty" : "";
      const what = line`${someone(event.body.by)} acknowledged ${serviceOf(event.body.alert, background)}`;
      return key("alert", line`${what}${inPagerDuty}${sayWait(event, background)}`);
    }
    case "AlertUnacknowledged":
      return aside("alert", line`Acknowledgement of ${serviceOf(event.body.alert, background)} ran out`);
    case "AlertResolved": {
      const { alert, by, mergedInto } = event.body;
      if (mergedInto !== null)
        return aside("alert", line`Alert of ${serviceOf(alert, background)} merged in PagerDuty`);
      const how = by.user === null && by.name === null ? line`cleared` : line`resolved in PagerDuty by ${someone(by)}`;
      return aside("alert", line`${serviceOf(alert, background)} ${how}`);
    }
    case "AlertReopened":
      return key("alert", line`Alert of ${serviceOf(event.body.alert, background)} came back`);
    case "AlertReassigned": {
      const { alert, people } = event.body;
      const names = people.length === 0 ? line`nobody` : listOf(people.map((name) => line`${name}`));
      return aside("alert", line`PagerDuty now notifies ${names} for ${serviceOf(alert, background)}`);
    }
    case "RespondersFound":
      return aside(
        "people",
        line`${listOf(event.body.users.map(person))} found in Slack, to be brought into the channel`,
      );
    case "PageAsked": {
      const { target, why, by } = event.body;
      return aside("page", line`${person(by)} asked to page ${target.name}${why === "" ? "" : `: ${why}`}`);
    }
    case "PageSent": {
      const { page, people } = event.body;
      const names = people.length === 0 ? "" : line` (${listOf(people.map((name) => line`${name}`))})`;
      return key("page", line`Paged ${background.pages.get(page)?.target.name ?? "on-call"}${names}`);
    }
  }
}

function sayAlert({ service, title, priority, people }: BodyOf<"AlertJoined">): Line {
  const told = people.length === 0 ? "" : line`, notified ${listOf(people.map((name) => line`${name}`))}`;
  return line`Alert from ${service}${priority === null ? "" : ` (${priority})`}: ${title}${told}`;
}

function serviceOf(alert: string, background: Background): string {
  return background.alerts.get(alert)?.service ?? "an alert";
}

/** How long somebody was being notified before the answer; nothing under a second, which clocks that differ produce. */
function sayWait(event: Extract<AlertEvent, { type: "AlertAcknowledged" }>, background: Background): string {
  const notified = background.alerts.get(event.body.alert)?.notified ?? [];
  const since = notified.findLast((one) => one.version < event.version)?.at;
  if (since === undefined || event.occurredAt - since < SECOND) return "";
  return ` after ${sayDuration(event.occurredAt - since)}`;
}
