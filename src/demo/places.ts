import type { Channel, Message } from "../sandbox/slack/model.ts";
import type { Where } from "../sandbox/slack/person/find.ts";
import type { Run } from "./run.ts";

/** Where a scenario's word for a place leads. */
export function placeCalled(name: string, run: Run): Where {
  if (name === "form") return "modal";
  return name === "incident" ? { id: openedChannel(run).id } : name;
}

/** The channel that the bot opened first since this playing began, if it opened one. */
export function incidentChannel({ stage, before }: Run): Channel | undefined {
  const { channels, app } = stage.world.slack.workspace;
  return [...channels.values()].find(
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
  const page = stage.pagerduty.incidents().findLast((incident) => incident.title === title);
  if (page === undefined) throw new Error(`PagerDuty has no page "${title}"`);
  return page;
}
