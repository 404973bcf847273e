import { describe, expect, test } from "vitest";
import { personProbes } from "../../src/probe/person-probes.ts";
import { probeLive } from "../../src/probe/probe-live.ts";
import { probes } from "../../src/probe/probes.ts";
import { defaultSwitches, type Switches } from "../../src/sandbox/slack/switches.ts";
import type { World } from "../../src/sandbox/world.ts";
import type { Call } from "../../src/slack/call.ts";
import { anaIn, callOf, different, probed, SCOPES, whileTimePasses, workspace } from "./set-up.ts";

type Switch = keyof Omit<Switches, "faults" | "deliveryFaults">;

/** The other value of each switch, and what a program alone finds different then. */
const OTHER: Readonly<Record<Switch, { readonly value: Partial<Switches>; readonly found: readonly string[] }>> = {
  limits: { value: { limits: false }, found: ["create-burst", "post-burst"] },
  burst: { value: { burst: 2 }, found: ["post-burst"] },
  postsPerMinute: { value: { postsPerMinute: 120 }, found: [] },
  historyLag: { value: { historyLag: 3_000 }, found: ["history-lag"] },
  archivedNamesTaken: { value: { archivedNamesTaken: false }, found: ["archived-names"] },
  emptyInputs: { value: { emptyInputs: "absent" }, found: [] },
  commandsEscapeText: { value: { commandsEscapeText: false }, found: [] },
  errorsChangeHash: { value: { errorsChangeHash: true }, found: [] },
  pins: { value: { pins: 5 }, found: ["pins"] },
  metadata: { value: { metadata: 1_000 }, found: ["metadata-size"] },
  editsKeepMetadata: { value: { editsKeepMetadata: false }, found: ["metadata-kept"] },
  connectionLife: { value: { connectionLife: 3_600_000 }, found: [] },
  lateEvents: { value: { lateEvents: 2_000 }, found: [] },
};

describe("against the local workspace", () => {
  test("finds everything as it is assumed, within 90 s", async () => {
    const world = await workspace();
    const from = world.clock.now();
    const { tried, left } = await probed(world, { bursts: false });
    expect(tried.filter(({ verdict }) => verdict === "different" || verdict === "unclear")).toEqual([]);
    expect(tried.filter(({ verdict }) => verdict === "left out").map(({ name }) => name)).toEqual(
      probes.filter(({ needs }) => needs !== undefined).map(({ name }) => name),
    );
    expect(left).toEqual([]);
    expect(world.clock.now() - from).toBeLessThan(90_000);
  });

  test.each(Object.entries(OTHER))("finds what the switch %s changes, and nothing else", async (_name, other) => {
    const { tried } = await probed(await workspace({ switches: other.value }));
    expect(different({ tried })).toEqual(other.found);
    expect(tried.filter(({ verdict }) => verdict === "unclear")).toEqual([]);
  });

  test("every switch has another value here", () => {
    const { faults: _, deliveryFaults: __, ...switches } = defaultSwitches();
    expect(Object.keys(OTHER).sort()).toEqual(Object.keys(switches).sort());
    for (const [name, { value }] of Object.entries(OTHER))
      expect(value[name as Switch], name).not.toBe(switches[name as Switch]);
  });

  test("says by how much a message is late, and when it does not come at all", async () => {
    const late = await probed(await workspace({ switches: { historyLag: 3_000 } }));
    expect(late.tried.find(({ name }) => name === "history-lag")?.observed).toBe("there after 3.0 s");
    const never = await probed(await workspace({ switches: { historyLag: 60_000 } }));
    expect(never.tried.find(({ name }) => name === "history-lag")?.observed).toContain("not there after 12");
  });
});

describe("with a person", () => {
  const found: Partial<Record<Switch, readonly string[]>> = {
    emptyInputs: ["empty-inputs"],
    commandsEscapeText: ["command-text"],
    errorsChangeHash: ["form-hash"],
  };

  /** Ana does what she is told, as soon as she is. */
  async function together(world: World) {
    const told: string[] = [];
    const ana = world.as("ana");
    async function does(line: string): Promise<void> {
      told.push(line);
      const room = /#(\S+):/.exec(line)?.[1] ?? "";
      if (line.includes("/incident")) await ana.types(`#${room}`, "/incident a & b <!channel> @ana");
      else {
        await ana.clicks("Open the form", { in: `#${room}` });
        await world.quiet();
        expect(await ana.submits("Probe", { Anything: "x" })).toHaveProperty("errors");
        expect(await ana.submits("Probe", { Anything: "x" })).toEqual({ closed: true });
      }
    }
    const doing: Promise<void>[] = [];
    const person = await anaIn(world, (line) => void doing.push(does(line)));
    const report = await probed(world, { person, probes: probes.filter(({ needs }) => needs === "person") });
    await Promise.all(doing);
    return { ...report, told };
  }

  test("asks for one form and one command, and finds everything as it is assumed", async () => {
    const { tried, told } = await together(await workspace());
    expect(told).toHaveLength(2);
    expect(tried.map(({ name, verdict }) => [name, verdict])).toEqual(
      ["forced-invite", ...personProbes.map(({ name }) => name)].map((name) => [name, "same"]),
    );
  });

  test.each(Object.entries(OTHER))("finds what the switch %s changes, and nothing else", async (name, { value }) => {
    const { tried } = await together(await workspace({ switches: value }));
    expect(different({ tried })).toEqual(found[name as Switch] ?? []);
    expect(tried.filter(({ verdict }) => verdict === "unclear")).toEqual([]);
  });

  test("says so when nobody does anything", async () => {
    const world = await workspace();
    const person = await anaIn(world);
    const { tried } = await probed(world, { person, probes: personProbes, patience: 200_000 });
    expect(tried.map(({ verdict }) => verdict)).toEqual(personProbes.map(() => "unclear"));
  });
});

describe("what it leaves behind", () => {
  test("is nothing but archived channels of its own: nobody else's channel is touched", async () => {
    const world = await workspace();
    const before = new Set(world.slack.workspace.channels.keys());
    const { left } = await probed(world);
    expect(left).toEqual([]);
    const made = [...world.slack.workspace.channels.values()].filter(({ id }) => !before.has(id));
    expect(made.length).toBeGreaterThan(3);
    for (const { name, archived } of made) expect([name.startsWith("pitwall-probe-"), archived]).toEqual([true, true]);
    for (const id of before) expect(world.slack.workspace.channels.get(id)?.messages).toEqual([]);
  });

  test("is nothing either where the answer to a creation was lost, or where it was stopped", async () => {
    const stop = new AbortController();
    const world = await workspace();
    const { tried, left } = await probed(world, {
      signal: stop.signal,
      onTried({ name }) {
        const fault = { method: "conversations.create", fault: { kind: "lost-reply" }, times: 1 } as const;
        if (name === "archived-listed") stop.abort();
        else if (name === "rename") world.slack.switches.faults.push(fault);
      },
    });
    expect(tried.find(({ name }) => name === "two-creates")?.verdict).toBe("unclear");
    expect(tried.at(-1)?.observed).toBe("stopped before it");
    expect(left).toEqual([]);
    expect(
      [...world.slack.workspace.channels.values()]
        .filter((one) => one.creator === world.slack.app.botUserId)
        .every((one) => one.archived),
    ).toBe(true);
  });

  test("is named where a channel would not be archived", async () => {
    const world = await workspace();
    const fault = {
      method: "conversations.archive",
      fault: { kind: "refused", error: "restricted_action" },
      times: 99,
    } as const;
    world.slack.switches.faults.push(fault);
    const { left } = await probed(world, { probes: probes.filter(({ name }) => name === "topic-length") });
    expect(left).toEqual([
      expect.stringMatching(/^#pitwall-probe-\w+: conversations.archive was refused: restricted_action$/),
    ]);
  });
});

describe("what it meets", () => {
  test("a permission that is missing is named, and what needed it cannot be told", async () => {
    const { app } = (await workspace()).slack;
    const scopes = app.scopes.filter((scope) => scope !== "pins:write");
    const manifest = { ...app.manifest, oauth_config: { scopes: { bot: scopes } } };
    const { tried } = await probed(await workspace({ manifest }));
    expect(different({ tried })).toEqual(["scopes"]);
    expect(tried.find(({ name }) => name === "scopes")?.observed).toContain("missing: pins:write");
    expect(tried.find(({ name }) => name === "pins")).toMatchObject({
      verdict: "unclear",
      observed: "pins.add was refused: missing_scope",
    });
  });

  test("a field that is not in an answer is named", async () => {
    const world = await workspace();
    const real = callOf(world);
    const call: Call = async <Data>(method: string, args: Record<string, unknown>) => {
      const called = await real<Data>(method, args);
      if (called.ok && method === "conversations.create")
        delete (called.data as { channel: { creator?: string } }).channel.creator;
      return called;
    };
    const { tried } = await probed(world, { call });
    expect(different({ tried })).toEqual(["shapes"]);
    expect(tried.find(({ name }) => name === "shapes")?.observed).toBe(
      "missing: conversations.create: channel.creator",
    );
  });

  test("a wrong token, or a workspace where it may not make channels, is said before anything is tried", async () => {
    const world = await workspace();
    const parts = { clock: world.clock, probes, channel: "x", scopes: SCOPES, bursts: false, person: undefined };
    world.slack.switches.faults.push({
      method: "auth.test",
      fault: { kind: "refused", error: "invalid_auth" },
      times: 1,
    });
    expect(await probeLive({ ...parts, call: callOf(world) })).toEqual({
      couldNot: "auth.test was refused: invalid_auth",
    });
    world.slack.switches.faults.push({
      method: "conversations.create",
      fault: { kind: "refused", error: "restricted_action" },
      times: 1,
    });
    const couldNot = await whileTimePasses(world, probeLive({ ...parts, call: callOf(world) }));
    expect(couldNot).toEqual({ couldNot: "conversations.create was refused: restricted_action" });
  });

  test("any other answer than the expected refusal is a difference", async () => {
    const refusals: readonly (readonly [string, string])[] = [
      ["conversations.unarchive", "unarchive"],
      ["conversations.rename", "rename"],
    ];
    for (const [method, name] of refusals) {
      const world = await workspace();
      world.slack.switches.faults.push({ method, fault: { kind: "refused", error: "restricted_action" }, times: 9 });
      expect(different(await probed(world)), method).toEqual([name]);
    }
  });
});
