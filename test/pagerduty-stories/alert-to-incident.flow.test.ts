import { afterEach, describe, expect, it } from "vitest";
import { MINUTE } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { incidentChannels, lineOf, membersOf, paged, ROOMS } from "./rooms.ts";

let world: BotWorld;
afterEach(() => world.end());

async function open(yaml?: string): Promise<void> {
  world = await botWorld({ channels: ROOMS, ...(yaml === undefined ? {} : { yaml }) });
}

function groupedBy(by: string, routes = "- { match: {}, do: declare }"): string {
  return `pagerduty:\n  group: { by: ${by}, window: 30m }\n  routes:\n    ${routes}\n`;
}

describe("a route", () => {
  it("declares: channel, card with owner and runbook, announcement, and who was paged is brought in", async () => {
    await open();
    world.pagerduty.triggers("checkout", "Checkout 5xx above 5 %");
    await world.settle();
    const room = world.as("bo").reads("#inc-1-checkout-5xx-above-5");
    expect(paged(room)).toContain("checkout bo notified just now, no answer yet");
    expect(lineOf(room, "Services")).toContain("checkout (Payments, runbook (https://runbooks.acme.example/checkout)");
    expect(membersOf(world, "#inc-1-checkout-5xx-above-5")).toEqual(["bo"]);
    expect(world.as("ana").reads("#incidents")).toContain("INC-1 · SEV2 · Checkout 5xx above 5 %");
    // PagerDuty has paged already: nobody is paged a second time.
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
  });

  it("takes the severity from the priority, or from itself", async () => {
    await open(
      groupedBy(
        "none",
        "- { match: { service: cart }, do: declare, severity: SEV4 }\n    - { match: {}, do: declare }",
      ),
    );
    world.pagerduty.triggers("checkout", "Down", { priority: "P1" });
    world.pagerduty.triggers("cart", "Slow", { priority: "P1" });
    await world.settle();
    expect(world.as("ana").reads("#inc-1-down")).toContain("SEV1 · Down");
    expect(world.as("ana").reads("#inc-2-slow")).toContain("SEV4 · Slow");
  });

  it("ignores", async () => {
    await open();
    world.pagerduty.triggers("checkout", "Disk at 70 %", { urgency: "low" });
    await world.settle();
    expect(incidentChannels(world)).toEqual([]);
    expect((await world.as("ana").types("#general", "/incident list")).text).toContain("Nothing is open");
  });

  it("asks where none matches", async () => {
    await open("pagerduty:\n  routes:\n    - { match: { urgency: low }, do: ignore }\n");
    world.pagerduty.triggers("checkout", "Odd");
    await world.settle();
    expect(world.as("ana").reads("#incident-triage")).toContain("Waits for a decision");
  });
});

describe("an alert that waits in triage", () => {
  it("becomes an incident by Declare, with who was paged and who declared it", async () => {
    await open();
    world.pagerduty.triggers("search", "Search is slow");
    await world.settle();
    expect(incidentChannels(world)).toEqual([]);
    const ana = world.as("ana");
    expect((await ana.clicks("Declare", { in: "#incident-triage" })).text).toContain("INC-1 declared");
    await world.settle();
    const triage = ana.reads("#incident-triage");
    expect(triage).toContain("Declared");
    expect(triage).not.toContain("[Declare]");
    expect(membersOf(world, "#inc-1-search-is-slow")).toEqual(["ana", "fay"]);
    expect(paged(ana.reads("#inc-1-search-is-slow"))).toContain("search fay notified");
  });

  it("is gone by Dismiss, and a second press of an old card does nothing", async () => {
    await open();
    world.pagerduty.triggers("search", "Search is slow");
    await world.settle();
    const ana = world.as("ana");
    expect((await ana.clicks("Dismiss", { in: "#incident-triage" })).text).toContain("INC-1 dismissed");
    await world.settle();
    const triage = ana.reads("#incident-triage");
    expect(triage).toContain("Dismissed");
    expect(triage).not.toContain("[Declare]");
    expect(incidentChannels(world)).toEqual([]);
  });

  it("collects what belongs to it, and says when it has cleared by itself", async () => {
    await open(groupedBy("system", "- { match: {}, do: ask }"));
    world.pagerduty.triggers("search", "Search is slow", { key: "slow" });
    world.pagerduty.triggers("catalog-api", "Catalog errors", { key: "errors" });
    await world.settle();
    world.pagerduty.recovers("search", "slow");
    world.pagerduty.recovers("catalog-api", "errors");
    await world.settle();
    const triage = world.as("ana").reads("#incident-triage");
    expect(triage).toContain("search: Search is slow");
    expect(triage).toContain("catalog-api: Catalog errors");
    expect(triage).toContain("Cleared by itself");
  });

  it("is declared when an alert joins it that is worth an incident", async () => {
    await open();
    world.pagerduty.triggers("search", "Search is slow");
    await world.settle();
    world.pagerduty.triggers("catalog-api", "Catalog down", { priority: "P1" });
    await world.settle();
    expect(world.as("ana").reads("#inc-1-search-is-slow")).toContain("SEV1 · Search is slow");
    expect(incidentChannels(world)).toHaveLength(1);
  });
});

describe("grouping", () => {
  it("makes one incident of five alerts on two services of one system: one channel, one card that lists and counts", async () => {
    await open();
    for (const [index, service] of ["checkout", "web-frontend", "checkout", "web-frontend", "checkout"].entries())
      world.pagerduty.triggers(service, `${service} trouble ${index + 1}`);
    await world.settle();
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-trouble-1"]);
    const room = world.as("ana").reads("#inc-1-checkout-trouble-1");
    expect(room.match(/\[Take command\]/g)).toHaveLength(1);
    expect(paged(room)).toContain(
      "checkout bo notified just now, no answer yet · web-frontend fay notified just now, no answer yet · 5 alerts",
    );
    expect(lineOf(room, "Services")).toMatch(/checkout \(Payments.*web-frontend \(Storefront/);
    // The second service has another person on call, who needs the channel as much.
    expect(membersOf(world, "#inc-1-checkout-trouble-1")).toEqual(["bo", "fay"]);
  });

  it("opens another incident for an alert of another system", async () => {
    await open();
    world.pagerduty.triggers("checkout", "Checkout down");
    world.pagerduty.triggers("orders", "Orders stuck");
    await world.settle();
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down", "inc-2-orders-stuck"]);
  });

  it("rolls its window on with each alert, and ends it when none came for so long", async () => {
    await open();
    world.pagerduty.triggers("checkout", "First");
    await world.settle();
    for (const title of ["Second", "Third"]) {
      await world.clock.advance(20 * MINUTE);
      world.pagerduty.triggers("checkout", title);
      await world.settle();
    }
    expect(incidentChannels(world)).toEqual(["inc-1-first"]);
    await world.clock.advance(31 * MINUTE);
    world.pagerduty.triggers("checkout", "Much later");
    await world.settle();
    expect(incidentChannels(world)).toEqual(["inc-1-first", "inc-2-much-later"]);
  });

  it("does not add to what is over", async () => {
    await open();
    world.pagerduty.triggers("checkout", "First");
    await world.settle();
    await world.as("bo").types("#inc-1-first", "/incident resolve Rolled back");
    await world.settle();
    world.pagerduty.triggers("checkout", "Again");
    await world.settle();
    expect(incidentChannels(world)).toEqual(["inc-1-first", "inc-2-again"]);
  });

  const pairs = [
    { by: "service", together: ["checkout", "checkout"], apart: ["checkout", "payments"] },
    { by: "policy", together: ["checkout", "payments"], apart: ["checkout", "cart"] },
    { by: "dependency", together: ["checkout", "orders"], apart: ["search", "shipping"] },
    { by: "none", together: [], apart: ["checkout", "checkout"] },
  ] as const;
  it.each(pairs)("by $by joins $together and keeps $apart apart", async ({ by, together, apart }) => {
    await open(groupedBy(by));
    for (const [index, service] of together.entries()) world.pagerduty.triggers(service, `A${index + 1}`);
    await world.settle();
    expect(incidentChannels(world)).toHaveLength(together.length === 0 ? 0 : 1);
    await world.clock.advance(31 * MINUTE);
    const before = incidentChannels(world).length;
    for (const [index, service] of apart.entries()) world.pagerduty.triggers(service, `B${index + 1}`);
    await world.settle();
    expect(incidentChannels(world)).toHaveLength(before + 2);
  });

  it("by alert key joins what monitoring sent under one key, whatever the service", async () => {
    await open(groupedBy("alert_key"));
    world.pagerduty.triggers("checkout", "A1", { key: "db-1" });
    world.pagerduty.triggers("search", "A2", { key: "db-1" });
    world.pagerduty.triggers("checkout", "B1", { key: "db-2" });
    await world.settle();
    expect(incidentChannels(world)).toEqual(["inc-1-a1", "inc-2-b1"]);
  });
});
