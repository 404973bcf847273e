import type { Channel, Message } from "../sandbox/slack/model.ts";
import type { Where } from "../sandbox/slack/person/find.ts";
import type { Stage } from "./stage.ts";

/** Where a scenario's word for a place leads. */
export function placeCalled(name: string, stage: Stage): Where {
  if (name === "form") return "modal";
  return name === "incident" ? { id: openedChannel(stage).id } : name;
}

/** The channel that the bot opened last, if it opened one. */
export function incidentChannel({ world }: Stage): Channel | undefined {
  const { channels, app } = world.slack.workspace;
  return [...channels.values()].findLast((channel) => channel.kind !== "im" && channel.creator === app.botUserId);
}

function openedChannel(stage: Stage): Channel {
  const channel = incidentChannel(stage);
  if (channel === undefined) throw new Error("No incident has a channel yet");
  return channel;
}

/** The incident's pinned card. */
export function cardOf(stage: Stage): Message {
  const channel = openedChannel(stage);
  const card = channel.messages.find((message) => message.ts === channel.pins[0]?.ts);
  if (card === undefined) throw new Error("The incident has no pinned card yet");
  return card;
}

export function pageTitled(title: string, { pagerduty }: Stage) {
  const page = pagerduty.incidents().findLast((incident) => incident.title === title);
  if (page === undefined) throw new Error(`PagerDuty has no page "${title}"`);
  return page;
}
