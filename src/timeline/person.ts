import type { Someone } from "../incident/event.ts";
import { type Line, line, user } from "./line.ts";

/** A person named by Slack id, or by what an event gives as its actor: `slack:U1`, `pagerduty:P1`, `cli:root`, `pitwall`. */
export function person(id: string): Line {
  const [kind = "", ...rest] = id.split(":");
  if (id === "pitwall") return line`Pitwall`;
  if (rest.length === 0) return user(id);
  if (kind === "slack") return user(rest.join(":"));
  if (kind === "pagerduty") return line`PagerDuty`;
  if (kind === "cli") return line`${rest.join(":")} (command line)`;
  return line`${id}`;
}

/** Somebody who acted in PagerDuty; its automation when neither user nor name is known. */
export function someone(by: Someone): Line {
  if (by.user !== null) return user(by.user);
  return by.name === null ? line`PagerDuty` : line`${by.name}`;
}

/** The Slack user behind an actor, if it is one. */
export function slackUserOf(actor: string): string | null {
  return actor.startsWith("slack:") ? actor.slice("slack:".length) : null;
}
