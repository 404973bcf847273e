import type { Channel, Message } from "../sandbox/slack/model.ts";
import type { Where } from "../sandbox/slack/person/find.ts";
import type { Run } from "./run.ts";

/** Where a scenario's word for a place leads. */
export function placeCalled(name: string, run: Run): Where {
  if (name === "form") return "modal";
  return name === "incident" ? { id: openedChannel(run).id } : name;
}

/** The channel of the incident that a playing is about, if there is one yet: the first that was opened. */
export function incidentChannel(run: Run): Channel | undefined {
  return incidentChannels(run)[0];
}

/** The channels that the bot opened since this playing began, the oldest first. */
export function incidentChannels({ stage, before }: Run): readonly Channel[] {
  const { channels, app } = stage.world.slack.workspace;
  return [...channels.values()].filter(
    ({ id, kind, creator }) => kind !== "im" && creator === app.botUserId && !before.has(id),
  );
}

function openedChannel(run: Run): Channel {
  const channel = incidentChannel(run);
  if (channel === undefined) throw new Error("No incident has a channel yet");
  return channel;
}

/** The incident's pinned card. */
export function cardOf(run: Run): Message {
  const channel = openedChannel(run);
  const card = channel.messages.find((message) => message.ts === channel.pins[0]?.ts);
  if (card === undefined) throw new Error("The incident has no pinned card yet");
  return card;
}

export function pageTitled(title: string, { stage }: Run) {
  const page = stage.pagerduty.incidents((all) => all.filter((incident) => incident.title === title)).at(-1);
  if (page === undefined) throw new Error(`PagerDuty has no page "${title}"`);
  return page;
}
