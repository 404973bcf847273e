import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { paged, ROOMS } from "./rooms.ts";

const ROOM = "#inc-1-slow-pages";

let world: BotWorld;
beforeEach(async () => {
  world = await botWorld({ channels: ROOMS });
  await world.as("ana").types("#general", "/incident declare Slow pages sev3");
  await world.settle();
});
afterEach(() => world.end());

function room(): string {
  return world.as("ana").reads(ROOM);
}

async function pageCheckout(): Promise<string> {
  const { text } = await world.as("ana").types(ROOM, "/incident page checkout Errors rise");
  return text;
}

describe("a page", () => {
  it("by command names who wakes, becomes one PagerDuty incident under our key, and shows who answers", async () => {
    expect(await pageCheckout()).toContain("Paging checkout (bo)");
    await world.settle();
    const [page, ...more] = world.pagerduty.incidents();
    expect(more).toEqual([]);
    expect(page).toMatchObject({ title: "INC-1 Slow pages", details: "Errors rise", urgency: "high" });
    expect(page?.incidentKey).toMatch(/^incident\/[0-9A-Z]{26}\/\d+\/page\/[0-9A-Z]{26}$/);
    expect(world.pagerduty.calls("POST /incidents").map(({ from }) => from)).toEqual(["ana@acme.example"]);
    expect(paged(room())).toContain("checkout bo notified just now, no answer yet");
    world.pagerduty.acknowledges(page?.id ?? "", "bo");
    await world.settle();
    expect(paged(room())).toContain("checkout @bo acknowledged");
  });

  it("by form shows who is on call before it is sent", async () => {
    const ana = world.as("ana");
    await ana.types(ROOM, "/incident page");
    await ana.submits("Page someone", { "Whom?": "search: fay", "Why?": "Search times out" });
    await world.settle();
    expect(world.pagerduty.pagesSent().map(({ name }) => name)).toEqual(["fay"]);
    expect(paged(room())).toContain("search fay notified");
  });

  it("of a team wakes whoever is on call for its services", async () => {
    expect((await world.as("ana").types(ROOM, "/incident page logistics")).text).toContain("Paging logistics (fay)");
    await world.settle();
    expect(world.pagerduty.pagesSent().map(({ name }) => name)).toEqual(["fay"]);
  });

  it("of a person wakes that person and nobody else, and shows the answer", async () => {
    await world.as("ana").types("#general", "/incident declare Checkout down sev3 service:checkout");
    await world.settle();
    const checkout = "#inc-2-checkout-down";
    const { text } = await world.as("ana").types(checkout, "/incident page @fay please look at the carts");
    expect(text).toContain("Paging @fay (fay)");
    await world.settle();
    expect(world.pagerduty.pagesSent().map(({ name }) => name)).toEqual(["fay"]);
    expect(world.pagerduty.incidents()).toMatchObject([{ details: "please look at the carts" }]);
    world.pagerduty.acknowledges(1, "fay");
    await world.settle();
    expect(paged(world.as("ana").reads(checkout))).toContain("@fay acknowledged");
  });

  it("of a person who is not in PagerDuty, or where it knows no service, pages nobody and says why", async () => {
    const ana = world.as("ana");
    const over = (who: string) => ana.types(ROOM, `/incident page @${who}`).then(({ text }) => text);
    expect(await over("bo")).toContain("Nobody was paged: PagerDuty pages over a service");
    for (const user of world.slack.workspace.users.values()) if (user.name === "dee") user.email = "dee@home.example";
    expect(await over("dee")).toContain("Nobody was paged: PagerDuty knows nobody with the address of dee");
    expect(await over("pitwall")).toContain("Nobody was paged: Slack does not tell that person's address");
    await world.settle();
    expect(world.pagerduty.incidents()).toEqual([]);
  });

  it("of what nobody knows pages nobody and says so", async () => {
    const { text } = await world.as("ana").types(ROOM, "/incident page chekout");
    expect(text).toContain("Nobody was paged");
    await world.settle();
    expect(world.pagerduty.incidents()).toEqual([]);
  });

  it("that comes back by webhook before the call is answered is one page, told once", async () => {
    world.pagerduty.breaks("POST /incidents", { kind: "reply lost" });
    await pageCheckout();
    await world.settle();
    expect(world.pagerduty.incidents()).toHaveLength(1);
    expect(room().split("Paged checkout (bo)").length - 1).toBe(1);
    expect(paged(room())).toContain("checkout bo notified");
  });

  it("leaves while Slack opens no channel at all", async () => {
    world.slack.switches.faults.push({
      method: "conversations.create",
      fault: { kind: "failed", status: 500 },
      times: 50,
    });
    await world.as("ana").types("#general", "/incident declare Everything is down sev1 service:checkout");
    await world.settle({ upTo: 5 * SECOND });
    expect(world.pagerduty.pagesSent().map(({ name }) => name)).toEqual(["bo"]);
    world.slack.switches.faults.length = 0;
    await world.settle({ upTo: 2 * MINUTE });
    expect(world.as("ana").reads("#inc-2-everything-is-down")).toContain("bo notified");
  });
});

describe("a page that PagerDuty", () => {
  it("refuses is loud, and Try again works after the mend", async () => {
    const no = { kind: "refusal", status: 400, code: 2001, message: "Service is disabled" } as const;
    world.pagerduty.breaks("POST /incidents", no);
    await pageCheckout();
    await world.settle();
    expect(room()).toContain("Could not page checkout");
    expect(room()).toContain("Service is disabled");
    expect(paged(room())).toContain("could not be paged");
    await world.as("ana").clicks("Try again", { in: ROOM });
    await world.settle();
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
    expect(paged(room())).toContain("checkout bo notified");
  });

  it("does not answer is tried again, and is given up loudly after five minutes", async () => {
    world.pagerduty.breaks("any", { kind: "gateway", status: 502 }, 1_000);
    await pageCheckout();
    await world.settle({ upTo: 4 * MINUTE });
    expect(room()).not.toContain("Could not page");
    await world.settle({ upTo: 3 * MINUTE });
    expect(room()).toContain("Could not page checkout");
    expect((await world.as("ana").types(ROOM, "/incident delivery")).text).toContain("Failed: Page");
    world.pagerduty.mends();
    await world.as("ana").clicks("Try again", { in: ROOM });
    await world.settle();
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
    expect(paged(room())).toContain("checkout bo notified");
  });

  it("is too busy to take leaves when PagerDuty has room", async () => {
    world.pagerduty.breaks("POST /incidents", { kind: "rate limit", headers: { "ratelimit-reset": "20" } });
    await pageCheckout();
    await world.clock.advance(15 * SECOND);
    expect(world.pagerduty.pagesSent()).toEqual([]);
    await world.clock.advance(10 * SECOND);
    await world.quiet();
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
  });

  it.each(["reply lost", "reply torn", "request lost"] as const)(
    "answers with a %s wakes people once",
    async (kind) => {
      // Without its webhook the page can be found by its key alone.
      world.pagerduty.holdsDeliveries();
      world.pagerduty.breaks("POST /incidents", { kind });
      await pageCheckout();
      await world.settle();
      expect(world.pagerduty.incidents()).toHaveLength(1);
      expect(world.pagerduty.pagesSent()).toHaveLength(1);
      expect(paged(room())).toContain("checkout bo notified");
      world.pagerduty.releasesDeliveries("in order");
      await world.settle();
      expect(room().split("Paged checkout (bo)").length - 1).toBe(1);
    },
  );

  it("takes and somebody resolves at once is not sent a second time", async () => {
    world.pagerduty.holdsDeliveries();
    world.pagerduty.breaks("POST /incidents", { kind: "reply lost" });
    await pageCheckout();
    const [page] = world.pagerduty.incidents();
    world.pagerduty.resolves(page?.id ?? "", "bo");
    await world.settle();
    expect(world.pagerduty.incidents()).toHaveLength(1);
    world.pagerduty.releasesDeliveries("in order");
    await world.settle();
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
  });

  it("sends and nobody answers is said after five minutes, whoever is in command", async () => {
    await world.as("ana").types(ROOM, "/incident lead");
    await pageCheckout();
    await world.settle();
    await world.clock.advance(5 * MINUTE);
    await world.settle();
    expect(room()).toContain("Nobody has answered the page");
  });

  it("sends and somebody answers brings no reminder", async () => {
    await pageCheckout();
    await world.settle();
    world.pagerduty.acknowledges(world.pagerduty.incidents()[0]?.id ?? "", "bo");
    await world.clock.advance(6 * MINUTE);
    await world.settle();
    expect(room()).not.toContain("Nobody has answered the page");
  });
});

describe("who is on call", () => {
  it("is told for everything, or for one service", async () => {
    const all = (await world.as("ana").types("#general", "/incident oncall")).text;
    expect(all).toContain("checkout bo");
    expect(all).toContain("search fay");
    const one = (await world.as("ana").types("#general", "/incident oncall search")).text;
    expect(one).toContain("search fay");
    expect(one).not.toContain("checkout");
  });

  it("is told with its age while PagerDuty is away", async () => {
    const ana = world.as("ana");
    await ana.types("#general", "/incident oncall");
    world.pagerduty.breaks("any", { kind: "gateway", status: 503 }, 1_000);
    await world.clock.advance(20 * MINUTE);
    const { text } = await ana.types("#general", "/incident oncall");
    expect(text).toContain("checkout bo");
    expect(text).toContain("As of 20 min ago: PagerDuty does not answer now.");
    world.pagerduty.mends();
  });

  it("is not known when PagerDuty was never reached, and that is what is said", async () => {
    world.pagerduty.breaks("any", { kind: "gateway", status: 503 }, 1_000);
    const { text } = await world.as("ana").types("#general", "/incident oncall search");
    expect(text).toContain("PagerDuty does not answer");
    expect(text).not.toContain("knows no");
    const page = await world.as("ana").types(ROOM, "/incident page a-service-of-pagerduty-alone");
    expect(page.text).toContain("PagerDuty does not answer");
    world.pagerduty.mends();
  });
});

describe("PagerDuty that is slow", () => {
  it("does not hold up a declare: the incident is stored and answered, the page follows", async () => {
    for (const operation of ["GET /services/{id}", "GET /oncalls", "GET /users", "GET /users/{id}"])
      world.pagerduty.breaks(operation, { kind: "delay", ms: MINUTE }, 1_000);
    const seen = await world.as("bo").types("#general", "/incident declare Cart is empty sev1 service:cart");
    expect(seen.text).toContain("INC-2 declared: SEV1");
    expect(world.pagerduty.pagesSent().map(({ name }) => name)).toEqual(["fay"]);
  });
});
