import type { WebClient } from "@slack/web-api";
import { WebAPIPlatformError } from "@slack/web-api";
import { onTestFinished } from "vitest";
import type { Channel } from "../../../src/sandbox/slack/model.ts";
import { createWorld, type Neighbour, type World, type WorldOptions } from "../../../src/sandbox/world.ts";
import { webClient } from "./bolt-app.ts";

export type Bench = {
  readonly world: World;
  readonly client: WebClient;
  /** The id of a channel by its name. */
  channel(name: string): string;
};

/** A world that is taken down with the test, and a client that holds the bot's token. */
export async function bench(options: WorldOptions<Neighbour> = {}): Promise<Bench> {
  const world = await createWorld(options);
  onTestFinished(() => world.stop());
  return {
    world,
    client: webClient(world.slack),
    channel: (name) => channelNamed(world, name).id,
  };
}

function channelNamed(world: World, name: string): Channel {
  const found = [...world.slack.workspace.channels.values()].find((channel) => channel.name === name);
  if (found === undefined) throw new Error(`no channel ${name}`);
  return found;
}

/** What Slack answered instead of doing it. */
export async function refusal(call: Promise<unknown>): Promise<Record<string, unknown> & { error: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data as unknown as { error: string };
    throw error;
  }
  throw new Error("The call was not refused");
}

export async function errorName(call: Promise<unknown>): Promise<string> {
  return (await refusal(call)).error;
}
