import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DAY, MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { expectedErrors } from "../faults/expected-errors.ts";
import { until } from "../until.ts";
import { incidentChannels, paged, ROOMS } from "./rooms.ts";

const OLD = "whsec-of-last-year";
const NEW = "whsec-of-this-year";
const ROOM = "#inc-1-checkout-down";

let world: BotWorld;
beforeEach(async () => {
  world = await botWorld({ channels: ROOMS, env: { PAGERDUTY_WEBHOOK_SECRETS: `${OLD},${NEW}` } });
  world.pagerduty.signsWith([NEW]);
});
afterEach(() => world.end());

async function deliver(body: string, headers: Record<string, string> = { "x-pagerduty-signature": signed(body) }) {
  const url = `${world.bot().url}/webhooks/pagerduty`;
  const { status } = await fetch(url, { method: "POST", body, headers });
  await world.settle({ upTo: 5 * SECOND });
  return status;
}

function signed(body: string, secret = NEW): string {
  return `v1=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

function triggered(change: Readonly<Record<string, unknown>> = {}): string {
  const service = { id: "PCHKOUT1", type: "service_reference", summary: "checkout" };
  const data = { id: "QOWN", type: "incident", title: "Checkout down", status: "triggered", service, ...change };
  const event = { id: "01EVENT", event_type: "incident.triggered", occurred_at: "2026-11-23T09:00:00.000Z", data };
  return JSON.stringify({ event });
}

function room(): string {
  return world.as("ana").reads(ROOM);
}

describe("a delivery", () => {
  it("that is signed is taken with 202, and opens the incident", async () => {
    expect(await deliver(triggered())).toBe(202);
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down"]);
  });

  it("that is unsigned is refused with 401", async () => {
    expect(await deliver(triggered(), {})).toBe(401);
    expect(incidentChannels(world)).toEqual([]);
  });

  it("with a signature that nothing explains gets 503, is loud, and changes nothing", async () => {
    const body = triggered();
    expect(await deliver(body, { "x-pagerduty-signature": signed(body, "a guess") })).toBe(503);
    expect(await deliver(`${body} `, { "x-pagerduty-signature": signed(body) })).toBe(503);
    expect(await deliver(body, { "x-pagerduty-signature": "v1=" })).toBe(503);
    expect(expectedErrors(world, "PAGERDUTY_WEBHOOK_SECRETS")).toBe(3);
    expect(incidentChannels(world)).toEqual([]);
  });

  it("that comes again, today or when it is long forgotten, is taken and changes nothing", async () => {
    const body = triggered();
    expect(await deliver(body)).toBe(202);
    await world.as("ana").joins(ROOM);
    await world.as("ana").types(ROOM, "/incident cancel false alarm");
    await world.settle();
    expect(await deliver(body)).toBe(202);
    await world.clock.advance(9 * DAY);
    expect(await deliver(body)).toBe(202);
    expect(incidentChannels(world)).toHaveLength(1);
    expect(room()).toContain("Cancelled");
  });

  it("of a type that nobody knows yet is taken", async () => {
    const body = triggered().replace("incident.triggered", "incident.levitated");
    expect(await deliver(body)).toBe(202);
    expect(await deliver(triggered({ status: "on fire" }))).toBe(202);
    expect(incidentChannels(world)).toEqual([]);
  });

  it("that is signed and no envelope is taken, and said in the log", async () => {
    expect(await deliver("{}")).toBe(202);
    expect(await deliver("not JSON")).toBe(202);
    expect(world.log.filter((line) => line.includes("could not be read"))).toHaveLength(2);
  });

  it("larger than PagerDuty sends is refused with 413", async () => {
    expect(await deliver(triggered({ title: "x".repeat(300_000) }))).toBe(413);
  });

  it.each([
    ["empty", "  ", "(no title)"],
    ["long", "x".repeat(3_000), "xxxx"],
    ["hostile", "<!channel> @here <https://x.example|click>\u0000\ud800", "<!channel> @here <https://x.example|click>"],
  ])("with a title that is %s opens an incident all the same, and the title is text", async (_what, title, shown) => {
    expect(await deliver(triggered({ title }))).toBe(202);
    expect(world.as("ana").reads("#incidents")).toContain(`INC-1 · SEV2 · ${shown}`);
  });
});

describe("deliveries of PagerDuty", () => {
  /** Two things happen, and what tells of the later one arrives first. */
  async function overtaken(first: () => unknown, second: () => unknown): Promise<void> {
    world.pagerduty.holdsDeliveries();
    first();
    await world.clock.advance(2 * SECOND);
    second();
    world.pagerduty.releasesDeliveries("reversed");
    await world.settle();
  }

  it("three of each are one thing each", async () => {
    world.pagerduty.repeatsDeliveries(3);
    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    await world.settle();
    world.pagerduty.acknowledges(id, "bo");
    await world.settle();
    expect(room().split("acknowledged checkout").length - 1).toBe(1);
    world.pagerduty.resolves(id, "bo");
    await world.settle();
    expect(room().split("Resolved after").length - 1).toBe(1);
    expect(incidentChannels(world)).toHaveLength(1);
  });

  it("that overtake each other end as they would have in order", async () => {
    world.pagerduty.holdsDeliveries();
    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    await world.clock.advance(2 * SECOND);
    world.pagerduty.acknowledges(id, "bo");
    await world.clock.advance(2 * SECOND);
    world.pagerduty.prioritises(id, "P1", "bo");
    world.pagerduty.releasesDeliveries("reversed");
    await world.settle();
    expect(room()).toContain("SEV1 · Checkout down");
    expect(paged(room())).toContain("@bo acknowledged 10:00");
    await overtaken(
      () => world.pagerduty.unacknowledges(id, "bo"),
      () => world.pagerduty.acknowledges(id, "ana"),
    );
    expect(paged(room())).toContain("@ana acknowledged 10:00");
  });

  it("that tell of an acknowledgement after telling that it was taken back leave it taken back", async () => {
    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    await world.settle();
    await overtaken(
      () => world.pagerduty.acknowledges(id, "bo"),
      () => world.pagerduty.unacknowledges(id, "bo"),
    );
    expect(paged(room())).not.toContain("acknowledged");
  });

  it("of an alert that is over before the first of them arrives open nothing", async () => {
    await overtaken(
      () => world.pagerduty.triggers("checkout", "Checkout down"),
      () => world.pagerduty.resolves(1, "bo"),
    );
    expect(incidentChannels(world)).toEqual([]);
  });

  it("are believed by either secret while one is being changed for the other", async () => {
    world.pagerduty.signsWith([OLD]);
    world.pagerduty.triggers("checkout", "Checkout down");
    await world.settle();
    world.pagerduty.signsWith(["whsec-of-somebody-else", NEW]);
    world.pagerduty.triggers("orders", "Orders stuck");
    await world.settle();
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down", "inc-2-orders-stuck"]);
  });

  it("signed with a wrong secret are not lost: they come again once it is mended, and the subscription lives", async () => {
    world.pagerduty.signsWith(["whsec-of-somebody-else"]);
    for (const service of ["checkout", "orders", "search", "gateway"]) world.pagerduty.triggers(service, "Down");
    await world.quiet();
    expect(incidentChannels(world)).toEqual([]);
    expect(expectedErrors(world, "PAGERDUTY_WEBHOOK_SECRETS")).toBe(4);
    world.pagerduty.signsWith([NEW]);
    await world.settle({ upTo: 2 * MINUTE });
    expect(incidentChannels(world)).toHaveLength(3);
    expectedErrors(world, "PAGERDUTY_WEBHOOK_SECRETS");
  });

  it("that cannot be stored get 503 and come again", async () => {
    const { pathname } = new URL(world.databaseUrl);
    const other = new Database(fileURLToPath(`file://${pathname}`));
    other.exec("begin exclusive");
    world.pagerduty.triggers("checkout", "Checkout down");
    const status = () => world.pagerduty.deliveries().map((attempt) => attempt.status);
    await until(() => status().length > 0, "it is answered");
    expect(status()).toEqual([503]);
    other.exec("rollback");
    other.close();
    await world.settle();
    expect(status()).toEqual([503, 202]);
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down"]);
    expect(expectedErrors(world, "locked by another process")).toBeGreaterThan(0);
  });
});
