import { expect } from "vitest";
import type { Message } from "../../src/sandbox/slack/model.ts";
import { HOUR } from "../../src/shared/time.ts";
import type { BotWorld } from "../bot-world.ts";
import { runs } from "../cli/terminal.ts";

export const ROOM = "#inc-1-checkout-returns-500s";

/**
 * An incident from the form to the answered draft, by everything that a switch could change: a form with empty inputs and one
 * that is answered with an error, a command with characters that Slack may escape, a thread, pins, edits, and three
 * answers of Slack that are lost on the way.
 */
export async function tellTheStory(world: BotWorld): Promise<void> {
  const [ana, bo] = [world.as("ana"), world.as("bo")];
  loses(world, "conversations.create");
  await ana.types("#general", "/incident");
  await ana.submits("Declare an incident", {
    "What is broken?": "Checkout returns 500s",
    "How bad is it?": "SEV1",
    "Which services?": ["checkout"],
  });
  await world.settle();

  await ana.clicks("Take command", { in: ROOM });
  await world.settle();

  loses(world, "chat.postMessage");
  await ana.types(ROOM, "/incident note asked @bo: errors < 5 % & <size> falls");
  await world.settle();
  await bo.joins(ROOM);
  await bo.says(ROOM, "the pool is exhausted", { thread: cardIn(world) });
  await world.settle();

  loses(world, "chat.postMessage");
  await ana.clicks("Update", { in: ROOM });
  await ana.submits("Update INC-1", {
    "What do we know, what are we doing?": "Rolling back v412",
    Status: "Identified",
  });
  await world.settle();

  await ana.types(ROOM, "/incident resolve");
  const later = new Date(world.clock.now() + HOUR).toISOString();
  expect(await ana.submits("Resolve INC-1", { "What fixed it?": "Rolled back v412", "Impact ended": later })).toEqual({
    errors: { "Impact ended": "That is in the future. When did the impact end?" },
  });
  const ended = new Date(world.clock.now()).toISOString();
  await ana.submits("Resolve INC-1", { "Impact ended": ended });
  await world.settle();

  await ana.clicks("Answer", { in: "@pitwall" });
  const label = ana.modal()?.blocks[0]?.["label"] as { readonly text: string };
  await ana.submits("Answer", { [label.text]: "Customers saw it first" });
  await world.settle();
}

/** The next call of that method is carried out, and its answer does not arrive. */
function loses(world: BotWorld, method: string): void {
  world.slack.switches.faults.push({ method, fault: { kind: "lost-reply" }, times: 1 });
}

function cardIn(world: BotWorld): Message {
  const found = world
    .as("ana")
    .sees(ROOM)
    .find((message) => message.pinned_to !== undefined || hasButtons(message));
  if (found === undefined) throw new Error("There is no card");
  return found;
}

function hasButtons(message: Message): boolean {
  return message.blocks?.some((block) => block.type === "actions") === true;
}

/** What became of it, for all to see, without the times at which it did. */
export async function outcomeOf(world: BotWorld) {
  const { channels, users } = world.slack.workspace;
  const nameOf = (id: string) => users.get(id)?.name ?? id;
  const rooms = [...channels.values()].map(({ kind, name, members, topic, messages, pins, bookmarks, archived }) => ({
    name: kind === "im" ? [...members].map(nameOf).sort().join(" and ") : name,
    archived,
    members: [...members].map(nameOf).sort(),
    topic: topic.value,
    messages: messages.map(({ subtype, text, thread_ts, ts }) =>
      [subtype ?? (thread_ts !== undefined && thread_ts !== ts ? "in thread" : ""), timeless(text)].join(" "),
    ),
    pins: pins.length,
    bookmarks: bookmarks.map(({ title }) => title),
  }));
  const env = { DATABASE_URL: world.databaseUrl };
  const entries = JSON.parse((await runs(["incident", "timeline", "INC-1", "--json"], { env })).out) as readonly {
    readonly kind: string;
    readonly text: string;
    readonly actor: unknown;
  }[];
  return {
    rooms: rooms.sort((a, b) => (a.name < b.name ? -1 : 1)),
    timeline: entries.map(({ kind, text, actor }) => [kind, timeless(text), JSON.stringify(actor)]),
    postmortem: timeless((await runs(["incident", "postmortem", "INC-1", "--md"], { env })).out),
    pages: world.pagerduty.pagesSent().length,
  };
}

function timeless(text: string): string {
  return text
    .replaceAll(/<!date\^\d+\^[^>]*>/g, "<date>")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?/g, "<date>")
    .replaceAll(/\b\d\d:\d\d(?::\d\d)?\b/g, "<time>")
    .replaceAll(/\b\d+ (?:s|min)\b/g, "<duration>")
    .replaceAll(/\b[0-9a-f]{64}\b|(?<=[Rr]ecord )[0-9a-f]{4,}/g, "<hash>");
}
