import { afterEach, beforeEach } from "vitest";
import type { Message } from "../../src/sandbox/slack/model.ts";
import { type BotWorld, type BotWorldOptions, botWorld } from "../bot-world.ts";

/** The channel of the incident that most stories are about. */
export const CHECKOUT = "#inc-1-checkout-returns-500s";

/** A fresh company for each story of a file; at its end nothing was refused, nothing went wrong, the record is whole. */
export function aCompany(options: BotWorldOptions = {}, end: Parameters<BotWorld["end"]>[0] = {}): () => BotWorld {
  let world: BotWorld | undefined;
  beforeEach(async () => {
    world = await botWorld(options);
  });
  afterEach(async () => {
    const ended = world;
    world = undefined;
    await ended?.end(end);
  });
  return () => {
    if (world === undefined) throw new Error("The story has not begun");
    return world;
  };
}

/** Ana declares that checkout is down, and all that follows has happened. */
export async function checkoutIsDown(world: BotWorld, options = "sev1 service:checkout"): Promise<string> {
  await world.as("ana").types("#general", `/incident declare Checkout returns 500s ${options}`);
  await world.settle();
  return CHECKOUT;
}

/** The live card of the incident of this channel, as it is now. */
export function cardIn(world: BotWorld, channel: string, reader = "ana"): Message {
  const card = world
    .as(reader)
    .sees(channel)
    .find((message) => message.pinned_to !== undefined);
  if (card === undefined) throw new Error(`No card is pinned in ${channel}`);
  return card;
}

/** The lines that the bot wrote into the thread under the card. */
export function threadOf(world: BotWorld, channel: string, reader = "ana"): readonly Message[] {
  const card = cardIn(world, channel, reader);
  return world
    .as(reader)
    .sees(channel)
    .filter((message) => message.thread_ts === card.ts && message.ts !== card.ts);
}

/** The timeline as this person reads it. */
export async function timelineIn(world: BotWorld, channel: string, reader = "ana"): Promise<string> {
  return (await world.as(reader).types(channel, "/incident timeline")).text;
}

/** How often this text stands in that one. */
export function timesIn(text: string, wanted: string): number {
  return text.split(wanted).length - 1;
}
