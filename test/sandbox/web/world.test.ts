import { expect, onTestFinished, test } from "vitest";
import { type PagerDuty, startPagerDuty } from "../../../src/sandbox/pagerduty/start.ts";
import { showPagerDuty } from "../../../src/sandbox/web/pagerduty-desk.ts";
import type { CallsPage, ScenarioSeen, WorldState } from "../../../src/sandbox/web/world-protocol.ts";
import { createWorld, type World } from "../../../src/sandbox/world.ts";
import { startReceiver } from "../pagerduty/receiver.ts";
import { bench } from "../slack/bench.ts";
import { httpApp, socketApp, webClient } from "../slack/bolt-app.ts";
import { browser, worldDeed } from "./browser.ts";

async function seen(world: World): Promise<WorldState> {
  return (await (await fetch(`${world.slack.url}/_sandbox/world`)).json()) as WorldState;
}

async function calls(world: World, after = 0): Promise<CallsPage> {
  return (await (await fetch(`${world.slack.url}/_sandbox/calls?after=${after}`)).json()) as CallsPage;
}

async function withPagerDuty(): Promise<{ readonly world: World<PagerDuty>; readonly pagerDuty: PagerDuty }> {
  const world = await createWorld({ neighbour: (clock) => startPagerDuty({ clock }) });
  onTestFinished(() => world.stop());
  const pagerDuty = world.neighbour;
  if (pagerDuty === undefined) throw new Error("no PagerDuty");
  showPagerDuty(world.slack, pagerDuty);
  return { world, pagerDuty };
}

test("time is moved on, and everybody is told", async () => {
  const { world } = await bench();
  const listening = await browser(world, "U0BO").listens();
  const before = world.clock.now();
  expect((await worldDeed(world, { do: "advance", ms: 600_000 })).status).toBe(204);
  expect((await seen(world)).clock).toEqual({ now: before + 600_000, pace: 0 });
  await expect.poll(() => listening.of("clock")).toEqual([{ now: before + 600_000, pace: 0 }]);
});

test("what falls due while time is moved happens at its own time, with all that follows from it", async () => {
  const { world, client, channel } = await bench();
  const start = world.clock.now();
  async function remind(after: number, times: number): Promise<void> {
    await world.clock.sleep(after);
    await client.chat.postMessage({ channel: channel("incidents"), text: `reminder ${times}` });
    if (times < 3) await remind(after, times + 1);
  }
  const reminding = remind(300_000, 1);
  await worldDeed(world, { do: "advance", ms: 3_600_000 });
  await reminding;
  const posted = (await browser(world, "U0BO").state()).messages[channel("incidents")] ?? [];
  expect(posted.map(({ text, ts }) => [text, Math.round((Number(ts) * 1_000 - start) / 60_000)])).toEqual([
    ["reminder 1", 5],
    ["reminder 2", 10],
    ["reminder 3", 15],
  ]);
  expect(world.clock.now()).toBe(start + 3_600_000);
});

test("calls go wrong as often as was asked for, until they are mended", async () => {
  const { world, client, channel } = await bench();
  const listening = await browser(world, "U0BO").listens();
  const post = () => client.chat.postMessage({ channel: channel("incidents"), text: "x" });
  await worldDeed(world, { do: "fault", of: "slack", name: "refused", times: 1 });
  await worldDeed(world, { do: "fault", of: "slack", name: "limited", times: 2 });
  expect((await seen(world)).faults.slack).toEqual([
    { name: "refused", left: 1 },
    { name: "limited", left: 2 },
  ]);
  await expect(post()).rejects.toMatchObject({ data: { error: "fatal_error" } });
  await expect(post()).rejects.toThrow(/rate-limit/);
  expect((await seen(world)).faults.slack).toEqual([{ name: "limited", left: 1 }]);
  await expect.poll(() => listening.of("world").length).toBeGreaterThanOrEqual(4);
  await worldDeed(world, { do: "mend" });
  expect((await seen(world)).faults.slack).toEqual([]);
  await worldDeed(world, { do: "fault", of: "slack", name: "lost-replies", times: 1 });
  await expect(post()).rejects.toThrow(/socket hang up|fetch failed/);
  const posted = (await browser(world, "U0BO").state()).messages[channel("incidents")];
  expect(posted?.map(({ text }) => text)).toEqual(["x"]);
  await worldDeed(world, { do: "fault", of: "slack", name: "failing", times: 1 });
  await expect(post()).rejects.toThrow(/500/);
  expect(world.slack.refusals()).toEqual([]);
});

test("the app is cut off and comes back", async () => {
  const { world } = await bench();
  expect((await worldDeed(world, { do: "disconnect" })).body.problem).toBe("The app is not connected.");
  const app = await socketApp(world.slack, () => {});
  onTestFinished(app.stop);
  expect((await seen(world)).bot).toEqual({ connected: true });
  const listening = await browser(world, "U0BO").listens();
  expect((await worldDeed(world, { do: "disconnect" })).status).toBe(204);
  await expect.poll(async () => (await seen(world)).bot.connected).toBe(false);
  await expect.poll(() => listening.of("world").length).toBeGreaterThan(1);
});

test("incidents of PagerDuty are triggered, taken, merged and resolved by hand", async () => {
  const { world } = await withPagerDuty();
  const listening = await browser(world, "U0BO").listens();
  const shown = async () => (await seen(world)).pagerduty?.incidents ?? [];
  const trigger = (title: string, more: { readonly as?: string } = {}) =>
    worldDeed(world, { do: "trigger", service: "checkout", title, urgency: "high", ...more });
  expect((await trigger("Checkout is down")).status).toBe(204);
  await expect.poll(() => listening.of("world").length).toBeGreaterThan(0);
  expect(await shown()).toMatchObject([
    { number: 1, title: "Checkout is down", service: "checkout", status: "triggered", assigned: ["bo"] },
  ]);
  await trigger("Charges fail", { as: "cy" });
  const [second, first] = await shown();
  const [one = "", two = ""] = [first?.id, second?.id];
  await worldDeed(world, { do: "acknowledge", incident: one, who: "ana" });
  expect((await shown()).at(-1)).toMatchObject({ id: one, status: "acknowledged", assigned: ["ana"] });
  expect((await worldDeed(world, { do: "merge", into: one, incidents: [one], who: "ana" })).body.problem).toBe(
    "An incident cannot be merged into itself.",
  );
  await worldDeed(world, { do: "merge", into: one, incidents: [two], who: "ana" });
  expect(await shown()).toMatchObject([{ id: one }, { id: two, status: "resolved" }]);
  await worldDeed(world, { do: "resolve", incident: one, who: "ana" });
  expect((await shown()).map(({ status }) => status)).toEqual(["resolved", "resolved"]);

  const problems = await Promise.all([
    worldDeed(world, { do: "resolve", incident: one, who: "ana" }),
    worldDeed(world, { do: "acknowledge", incident: "Q404", who: "ana" }),
    worldDeed(world, { do: "trigger", service: "lunch", title: "x", urgency: "low" }),
    worldDeed(world, { do: "merge", into: one, incidents: [two], who: "ana" }),
  ]);
  expect(problems.map(({ status, body }) => [status, body.problem])).toEqual([
    [409, "#1 is resolved already."],
    [409, "PagerDuty has no Q404."],
    [409, "PagerDuty has no lunch."],
    [409, "#1 is resolved already."],
  ]);
});

test("a storm is a storm, of which the newest open ones are shown", async () => {
  const { world } = await withPagerDuty();
  await worldDeed(world, { do: "storm", count: 120 });
  const { pagerduty } = await seen(world);
  expect(pagerduty?.incidents).toHaveLength(50);
  expect(pagerduty?.incidents[0]).toMatchObject({ number: 120, status: "triggered" });
  expect(pagerduty?.services.find(({ name }) => name === "checkout")).toEqual({ name: "checkout", onCall: ["bo"] });
});

test("PagerDuty's webhooks and calls are seen, with what went wrong with them", async () => {
  const { world, pagerDuty } = await withPagerDuty();
  const bot = await startReceiver();
  onTestFinished(bot.close);
  pagerDuty.sendsWebhooksTo(bot.url, ["secret"]);
  const listening = await browser(world, "U0BO").listens();
  await worldDeed(world, { do: "trigger", service: "checkout", title: "Down", urgency: "high" });
  await pagerDuty.idle();
  await expect.poll(() => listening.of("call").length).toBe(1);
  await worldDeed(world, { do: "fault", of: "pagerduty", name: "refused", times: 1 });
  expect((await seen(world)).faults.pagerduty).toEqual([{ name: "refused", left: 1 }]);
  const headers = {
    authorization: `Token token=${pagerDuty.token}`,
    accept: "application/vnd.pagerduty+json;version=2",
  };
  expect((await fetch(`${pagerDuty.url}/incidents`, { headers })).status).toBe(400);
  expect((await fetch(`${pagerDuty.url}/incidents`, { headers })).status).toBe(200);
  expect((await calls(world)).calls).toMatchObject([
    { number: 1, from: "pagerduty", name: "incident.triggered", ok: true, answered: { status: 202 } },
    { number: 2, from: "bot-to-pagerduty", name: "GET /incidents", ok: false, error: "400" },
    { number: 3, from: "bot-to-pagerduty", name: "GET /incidents", ok: true },
  ]);
});

test("webhooks that nobody takes are held", async () => {
  const { world, pagerDuty } = await withPagerDuty();
  pagerDuty.sendsWebhooksTo("http://127.0.0.1:1/", ["secret"]);
  expect((await seen(world)).pagerduty?.held).toBe(false);
  await worldDeed(world, { do: "trigger", service: "checkout", title: "Down", urgency: "high" });
  await pagerDuty.idle();
  expect((await seen(world)).pagerduty?.held).toBe(true);
  expect((await calls(world)).calls).toMatchObject([{ from: "pagerduty", ok: false, error: "no answer" }]);
});

test("what Slack refused is seen with the places of the mistakes, and what is left of the minute's budget", async () => {
  const { world, client, channel } = await bench();
  const at = channel("incidents");
  const blocks = Array.from({ length: 51 }, () => ({ type: "divider" as const }));
  await client.chat.postMessage({ channel: at, text: "x", blocks }).catch(() => undefined);
  await client.chat.postMessage({ channel: at, text: "y".repeat(30_000) });
  const page = await calls(world);
  expect(page.calls).toMatchObject([
    {
      number: 1,
      from: "bot",
      name: "chat.postMessage",
      ok: false,
      error: "invalid_blocks",
      pointers: [{ pointer: "/blocks", says: "no more than 50 items allowed" }],
    },
    { number: 2, name: "chat.postMessage", ok: true },
  ]);
  expect(page.calls[0]?.took).toBeGreaterThanOrEqual(0);
  expect(String(page.calls[1]?.sent).length).toBeLessThanOrEqual(20_001);
  expect(JSON.stringify(page)).not.toContain(world.slack.app.botToken);
  expect(page.budgets).toEqual([{ method: "chat.postMessage", left: 298, of: 300 }]);
  expect((await calls(world, 1)).calls.map(({ number }) => number)).toEqual([2]);
});

test("what people do is seen with the app's acknowledgement", async () => {
  const { world, channel } = await bench();
  const app = await httpApp(world.slack, (bolt) => {
    bolt.command("/incident", async ({ ack }) => ack({ blocks: [{ type: "section" }] } as never));
    bolt.message(async () => {});
  });
  onTestFinished(app.stop);
  const ana = browser(world, "U0ANA");
  const from = (await calls(world)).calls.at(-1)?.number ?? 0;
  const typed = await ana.does({ do: "types", channel: channel("incidents"), text: "/incident" });
  expect(typed.body.failure).toBe('/incident failed with the error "invalid_command_response"');
  await ana.does({ do: "says", channel: channel("incidents"), text: "hello" });
  await expect.poll(async () => (await calls(world, from)).calls.length).toBe(3);
  expect((await calls(world, from)).calls).toMatchObject([
    { from: "slack", name: "/incident", ok: true, answered: { blocks: [{ type: "section" }] } },
    { from: "bot", name: "acknowledgement of /incident", ok: false, pointers: [{ pointer: expect.any(String) }] },
    { from: "slack", name: "message", ok: true },
  ]);
});

test("of a long story only the newest calls are shown", async () => {
  const { world } = await bench({ switches: { limits: false } });
  const client = webClient(world.slack);
  for (let call = 0; call < 230; call += 1) await client.api.test();
  const page = await calls(world);
  expect([page.calls.length, page.calls[0]?.number, page.calls.at(-1)?.number]).toEqual([200, 31, 230]);
});

test("stories are played by whoever can, and refused in plain words where nobody can", async () => {
  const { world } = await bench();
  const play = () => worldDeed(world, { do: "play", scenario: "checkout-is-down" });
  expect((await play()).body.problem).toBe("There is nothing to be played here.");
  expect((await worldDeed(world, { do: "storm", count: 1 })).body.problem).toBe(
    "There is no PagerDuty beside this workspace.",
  );
  const asked: unknown[] = [];
  const playing: ScenarioSeen = {
    name: "checkout-is-down",
    title: "Checkout is down",
    isDrill: false,
    state: "playing",
    step: 1,
    steps: 9,
    says: "",
  };
  world.slack.plugs.scenarios = {
    seen: () => ({ known: [], playing }),
    do: async (deed) => {
      asked.push(deed);
      if (deed.do === "stop") throw new Error("Nothing is playing");
    },
  };
  expect((await play()).status).toBe(204);
  expect(asked).toEqual([{ do: "play", scenario: "checkout-is-down" }]);
  expect((await seen(world)).scenarios).toEqual({ known: [], playing });
  expect(await worldDeed(world, { do: "stop" })).toEqual({ status: 409, body: { problem: "Nothing is playing." } });
});

test.each([
  ["no known deed", { do: "explode" }],
  ["time that runs backwards", { do: "advance", ms: -1 }],
  ["time without end", { do: "advance", ms: 1e15 }],
  ["a storm without end", { do: "storm", count: 1e9 }],
  ["an unknown fault", { do: "fault", of: "slack", name: "gremlins", times: 1 }],
  ["a merge of nothing", { do: "merge", into: "Q1", incidents: [], who: "ana" }],
])("%s is a bad request", async (_, body) => {
  const { world } = await bench();
  expect((await worldDeed(world, body as never)).status).toBe(400);
});
