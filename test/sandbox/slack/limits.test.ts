import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../../src/sandbox/slack/switches.ts";
import { bench, errorName } from "./bench.ts";

async function retryAfter(call: Promise<unknown>): Promise<number> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(WebAPIRateLimitedError);
  return (error as WebAPIRateLimitedError).retryAfter;
}

describe("rate limits", () => {
  test("twenty channels a minute, and Retry-After says when the next may be made", async () => {
    const { client, world, channel } = await bench();
    for (let index = 0; index < 20; index += 1) await client.conversations.create({ name: `inc-${index}` });
    await world.clock.advance(20_000);
    expect(await retryAfter(client.conversations.create({ name: "inc-20" }))).toBe(40);
    expect((await client.conversations.info({ channel: channel("general") })).ok).toBe(true);
    await world.clock.advance(40_000);
    expect((await client.conversations.create({ name: "inc-20" })).ok).toBe(true);
    expect(world.slack.refusals()).toEqual([]);
  });

  test("one post a second into one channel after a small burst; another channel is not concerned", async () => {
    const { client, world, channel } = await bench({ switches: { burst: 2 } });
    const post = (name: string) => client.chat.postMessage({ channel: channel(name), text: "x" });
    await post("incidents");
    await post("incidents");
    expect(await retryAfter(post("incidents"))).toBe(1);
    expect((await post("general")).ok).toBe(true);
    await world.clock.advance(1_000);
    expect((await post("incidents")).ok).toBe(true);
  });

  test("the whole workspace takes only so many posts a minute", async () => {
    const { client, channel } = await bench({ switches: { postsPerMinute: 2 } });
    await client.chat.postMessage({ channel: channel("incidents"), text: "x" });
    await client.chat.postMessage({ channel: channel("general"), text: "x" });
    expect(await retryAfter(client.chat.postMessage({ channel: channel("ask-platform"), text: "x" }))).toBe(60);
  });

  test("are off when switched off", async () => {
    const { client, world, channel } = await bench({ switches: { limits: false } });
    const post = () => client.chat.postMessage({ channel: channel("general"), text: "x" });
    for (let index = 0; index < 30; index += 1) await post();
    for (let index = 0; index < 30; index += 1) await client.conversations.create({ name: `inc-${index}` });
    expect(world.slack.calls().every((call) => call.answer["ok"] === true)).toBe(true);
  });
});

describe("a planned fault", () => {
  async function struck(fault: Fault) {
    const { client, world, channel } = await bench({
      switches: { faults: [{ method: "chat.postMessage", fault, times: 1 }] },
    });
    const post = () => client.chat.postMessage({ channel: channel("incidents"), text: "x" });
    const error: unknown = await post().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const seen = world.as("ana").sees("#incidents").length;
    expect(world.slack.refusals()).toEqual([]);
    expect((await post()).ok).toBe(true);
    return { error, seen };
  }

  test("429", async () => {
    const { error, seen } = await struck({ kind: "limited", retryAfter: 7 });
    expect(error).toMatchObject({ retryAfter: 7 });
    expect(seen).toBe(0);
  });

  test("500", async () => {
    const { error, seen } = await struck({ kind: "failed", status: 500 });
    expect(error).toBeInstanceOf(WebAPIHTTPError);
    expect(seen).toBe(0);
  });

  test("a refusal", async () => {
    const { error } = await struck({ kind: "refused", error: "restricted_action" });
    expect(error).toMatchObject({ data: { error: "restricted_action" } });
  });

  test("a lost reply: it is done, and the caller cannot know", async () => {
    const { error, seen } = await struck({ kind: "lost-reply" });
    expect(error).toBeInstanceOf(WebAPIRequestError);
    expect(seen).toBe(1);
  });

  test("a dropped connection: nothing is done", async () => {
    const { error, seen } = await struck({ kind: "disconnect" });
    expect(error).toBeInstanceOf(WebAPIRequestError);
    expect(seen).toBe(0);
  });

  test("a delay in real time", async () => {
    const before = performance.now();
    const { error, seen } = await struck({ kind: "delay", ms: 40 });
    expect(performance.now() - before).toBeGreaterThan(38);
    expect(error).toBeUndefined();
    expect(seen).toBe(1);
  });

  test("can strike every method, and may be planned while the workspace runs", async () => {
    const { client, world } = await bench();
    world.slack.switches.faults.push({ method: "*", fault: { kind: "refused", error: "fatal_error" }, times: 2 });
    expect(await errorName(client.auth.test())).toBe("fatal_error");
    expect(await errorName(client.team.info())).toBe("fatal_error");
    expect((await client.auth.test()).ok).toBe(true);
  });
});
