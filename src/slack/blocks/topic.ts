import { commanderOf, type Incident } from "../../incident/incident.ts";
import { statusTitle } from "../../incident/say.ts";
import { topicText } from "../text.ts";

/** Topics know neither formatting nor mentions: the commander stands there by name. */
export function topic(incident: Incident, nameOf: (user: string) => string): string {
  const commander = commanderOf(incident);
  const lead = commander === undefined ? "nobody in command" : `commander ${nameOf(commander)}`;
  return topicText(`${incident.severity} · ${statusTitle(incident.status)} · ${lead}`);
}
