import { rmSync } from "node:fs";
import Database from "better-sqlite3";
import { afterEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { expectedErrors } from "../faults/expected-errors.ts";
import { until } from "../until.ts";
import { incidentChannels, membersOf, paged, ROOMS } from "./rooms.ts";

const ROOM = "#inc-1-checkout-down";

let world: BotWorld;
afterEach(() => world.end());

async function open(env: Record<string, string> = { PAGERDUTY_WEBHOOK_SECRETS: "" }): Promise<void> {
  world = await botWorld({ channels: ROOMS, env });
}

/** Lets the next look at PagerDuty happen, and what follows from it. */
async function look(): Promise<void> {
  await world.clock.advance(16 * SECOND);
  await world.settle({ upTo: 5 * SECOND });
}

function room(): string {
  return world.as("ana").reads(ROOM);
}

function times(words: string): number {
  return room().split(words).length - 1;
}

describe("without webhooks", () => {
  it("an alert becomes an incident, is answered, escalates and is resolved as with them", async () => {
    await open();
    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    await look();
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down"]);
    expect(membersOf(world, ROOM)).toEqual(["bo"]);
    await world.clock.advance(5 * MINUTE);
    await look();
    expect(paged(room())).toContain("checkout ana notified");
    world.pagerduty.acknowledges(id, "ana");
    await look();
    expect(paged(room())).toContain("checkout @ana acknowledged 10:05");
    world.pagerduty.prioritises(id, "P1", "ana");
    await look();
    expect(room()).toContain("SEV1 · Checkout down");
    world.pagerduty.resolves(id, "ana");
    await look();
    expect(room()).toContain("Resolved after");
    await world.clock.advance(5 * MINUTE);
    await look();
    expect(times("Resolved after")).toBe(1);
  });

  it("five alerts on two services of one system are one incident", async () => {
    await open();
    for (const [index, service] of ["checkout", "payments", "checkout", "payments", "checkout"].entries())
      world.pagerduty.triggers(service, index === 0 ? "Checkout down" : `Trouble ${index}`);
    await look();
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down"]);
    await look();
    expect(paged(room())).toContain("5 alerts");
  });

  it("what came and went between two looks is told as it was", async () => {
    await open();
    await look();
    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    world.pagerduty.acknowledges(id, "bo");
    world.pagerduty.resolves(id, "bo");
    await look();
    expect(room()).toContain("Resolved");
  });

  it("a page is recorded by its call alone, and its answer by a look", async () => {
    await open();
    await world.as("ana").types("#general", "/incident declare Checkout down sev3");
    await world.settle({ upTo: 5 * SECOND });
    await world.as("ana").types(ROOM, "/incident page checkout");
    await look();
    expect(times("Paged checkout (bo)")).toBe(1);
    world.pagerduty.acknowledges(world.pagerduty.incidents()[0]?.id ?? "", "bo");
    await look();
    expect(paged(room())).toContain("@bo acknowledged");
    expect(incidentChannels(world)).toHaveLength(1);
  });

  it("resolving in Slack resolves in PagerDuty, and the next look adds nothing", async () => {
    await open();
    world.pagerduty.triggers("checkout", "Checkout down");
    await look();
    await world.as("bo").types(ROOM, "/incident resolve Rolled back");
    await look();
    await look();
    expect(world.pagerduty.incidents().map(({ status }) => status)).toEqual(["resolved"]);
    expect(times("Resolved after")).toBe(1);
  });

  it("a merge re-points and does not resolve", async () => {
    await open();
    const { id: first } = world.pagerduty.triggers("checkout", "Checkout down");
    const { id: second } = world.pagerduty.triggers("payments", "Charges fail");
    await look();
    world.pagerduty.merges(second, [first], "bo");
    await look();
    expect(room()).toContain("Investigating");
    world.pagerduty.resolves(second, "bo");
    await look();
    expect(room()).toContain("Resolved after");
  });

  it("PagerDuty that is away is looked at again, and nothing is lost", async () => {
    await open();
    await look();
    world.pagerduty.breaks("any", { kind: "gateway", status: 503 }, 1_000);
    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    await look();
    expect(incidentChannels(world)).toEqual([]);
    world.pagerduty.acknowledges(id, "bo");
    await look();
    world.pagerduty.mends();
    await look();
    expect(paged(room())).toContain("@bo acknowledged");
  });
});

describe("a look at PagerDuty", () => {
  it("that cannot be stored is repeated, and nothing is lost", async () => {
    await open();
    await look();
    const other = new Database(new URL(world.databaseUrl).pathname);
    other.exec("begin exclusive");
    world.pagerduty.triggers("checkout", "Checkout down");
    await world.clock.advance(16 * SECOND);
    await until(() => world.log.some((line) => line.includes("could not be stored")), "it is said in the log");
    other.exec("rollback");
    other.close();
    await look();
    await look();
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down"]);
    expect(expectedErrors(world, "locked by another process")).toBeGreaterThan(0);
  });

  it("that is the very first opens nothing for what was open long before, nor does an answer to that", async () => {
    await open();
    await world.restart(async () => {
      const { pathname } = new URL(world.databaseUrl);
      for (const end of ["", "-wal", "-shm"]) rmSync(`${pathname}${end}`, { force: true });
      world.pagerduty.triggers("orders", "Open since yesterday");
      await world.clock.advance(HOUR);
      world.pagerduty.triggers("checkout", "Checkout down");
      await world.clock.advance(MINUTE);
    });
    await look();
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down"]);
    world.pagerduty.acknowledges(1, "fay");
    await look();
    expect(incidentChannels(world)).toHaveLength(1);
    world.pagerduty.prioritises(1, "P1", "fay");
    await look();
    expect(incidentChannels(world)).toHaveLength(2);
  });
});

describe("what happened while the bot was down", () => {
  it("is caught up at its start without webhooks", async () => {
    await open();
    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    await look();
    await world.bot().stop();
    world.pagerduty.acknowledges(id, "bo");
    const { id: other } = world.pagerduty.triggers("orders", "Orders stuck");
    await world.clock.advance(10 * MINUTE);
    await world.restart();
    await look();
    expect(paged(room())).toContain("@bo acknowledged 10:00");
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down", "inc-2-orders-stuck"]);
    await world.bot().stop();
    world.pagerduty.resolves(id, "bo");
    world.pagerduty.resolves(other, "fay");
    await world.restart();
    await look();
    expect(room()).toContain("Resolved after");
    expect(world.as("ana").reads("#inc-2-orders-stuck")).toContain("Resolved after");
  });

  async function cameAndWent(resolves: (id: string) => void): Promise<void> {
    await open();
    await look();
    await world.bot().stop();
    await world.clock.advance(2 * MINUTE);
    const { id } = world.pagerduty.triggers("checkout", "Checkout down", { key: "down" });
    await world.clock.advance(3 * MINUTE);
    resolves(id);
    await world.clock.advance(HOUR);
    await world.restart();
    await look();
  }
  const triage = () => world.as("ana").reads("#incident-triage");

  it("and came and went meanwhile is told for a decision, without a channel and without waking anybody", async () => {
    await cameAndWent(() => world.pagerduty.recovers("checkout", "down"));
    expect(incidentChannels(world)).toEqual([]);
    expect(triage()).toContain("INC-1 · Checkout down");
    expect(triage()).toContain("Cleared by itself");
    expect(world.pagerduty.calls("POST /incidents")).toEqual([]);
    const told = triage();
    await world.restart();
    await look();
    expect(triage()).toBe(told);
  });

  it("and that burns again is an incident like any other", async () => {
    await cameAndWent((id) => world.pagerduty.resolves(id, "bo"));
    expect(incidentChannels(world)).toEqual([]);
    world.pagerduty.triggers("checkout", "Checkout down");
    await look();
    expect(incidentChannels(world)).toHaveLength(1);
  });

  it("is caught up at its start with webhooks, that are delivered again, and told once", async () => {
    await open({});
    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    await world.settle();
    await world.bot().stop();
    world.pagerduty.acknowledges(id, "bo");
    await world.clock.advance(2 * MINUTE);
    await world.restart();
    await world.settle({ upTo: 15 * MINUTE });
    expect(paged(room())).toContain("@bo acknowledged 10:00");
    expect(times("acknowledged checkout")).toBe(1);
  });
});

describe("a webhook and a poll that tell the same", () => {
  it("are one thing, in either order", async () => {
    await open({});
    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    world.pagerduty.triggers("payments", "Charges fail");
    await world.settle();
    world.pagerduty.acknowledges(id, "bo");
    world.pagerduty.prioritises(id, "P1", "bo");
    await world.settle();
    await world.clock.advance(6 * MINUTE);
    await world.settle({ upTo: 5 * SECOND });
    world.pagerduty.holdsDeliveries();
    world.pagerduty.resolves(id, "bo");
    await world.clock.advance(6 * MINUTE);
    await world.settle({ upTo: 5 * SECOND });
    expect(times("cleared")).toBeGreaterThan(0);
    const before = room();
    world.pagerduty.releasesDeliveries("in order");
    await world.settle({ upTo: 5 * SECOND });
    expect(room()).toBe(before);
    expect(incidentChannels(world)).toHaveLength(1);
    expect(times("acknowledged checkout")).toBe(1);
    expect(times("set severity SEV2 → SEV1")).toBe(1);
  });
});
