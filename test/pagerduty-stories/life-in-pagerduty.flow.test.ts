import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MINUTE } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { incidentChannels, membersOf, paged, ROOMS } from "./rooms.ts";

const ROOM = "#inc-1-checkout-down";

let world: BotWorld;
beforeEach(async () => {
  world = await botWorld({ channels: ROOMS });
});
afterEach(() => world.end());

async function checkoutDown(): Promise<string> {
  const { id } = world.pagerduty.triggers("checkout", "Checkout down", { key: "down" });
  await world.settle();
  return id;
}

function room(): string {
  return world.as("ana").reads(ROOM);
}

/** How often something stands in the channel and its threads. */
function times(words: string): number {
  return room().split(words).length - 1;
}

describe("an alert of an incident", () => {
  it("shows on the card who acknowledged it, and when", async () => {
    const alert = await checkoutDown();
    await world.clock.advance(3 * MINUTE);
    world.pagerduty.acknowledges(alert, "bo");
    await world.settle();
    expect(paged(room())).toContain("checkout @bo acknowledged 10:03");
    expect(room()).toContain("acknowledged checkout in PagerDuty after 3 min");
  });

  it("shows that the acknowledgement ran out", async () => {
    const alert = await checkoutDown();
    world.pagerduty.acknowledges(alert, "bo");
    await world.settle();
    world.pagerduty.unacknowledges(alert, "bo");
    await world.settle();
    expect(paged(room())).toContain("no answer yet");
  });

  it("shows to whom PagerDuty escalated it, and brings them in", async () => {
    await checkoutDown();
    expect(membersOf(world, ROOM)).toEqual(["bo"]);
    await world.clock.advance(5 * MINUTE);
    await world.settle();
    expect(paged(room())).toContain("checkout ana notified just now, no answer yet");
    expect(room()).toContain("PagerDuty now notifies ana for checkout");
    expect(membersOf(world, ROOM)).toEqual(["ana", "bo"]);
  });

  it("shows to whom somebody handed it on", async () => {
    const alert = await checkoutDown();
    world.pagerduty.reassigns(alert, "eli", "bo");
    await world.settle();
    expect(paged(room())).toContain("checkout eli notified");
    expect(membersOf(world, ROOM)).toEqual(["bo", "eli"]);
  });

  it("raises the severity by a priority that is set later, and never lowers it", async () => {
    const alert = await checkoutDown();
    world.pagerduty.prioritises(alert, "P1", "bo");
    await world.settle();
    expect(room()).toContain("SEV1 · Checkout down");
    world.pagerduty.prioritises(alert, "P4", "bo");
    await world.settle();
    expect(room()).toContain("SEV1 · Checkout down");
  });

  it("does not bring back a severity that people have left", async () => {
    const alert = await checkoutDown();
    world.pagerduty.prioritises(alert, "P1", "bo");
    await world.settle();
    await world.as("bo").types(ROOM, "/incident sev 3");
    await world.settle();
    // Told once more by the poll that mends what webhooks missed.
    await world.clock.advance(6 * MINUTE);
    await world.settle();
    world.pagerduty.prioritises(alert, "P1", "bo");
    await world.settle();
    expect(room()).toContain("SEV3 · Checkout down");
  });

  it("comes back without opening a second incident", async () => {
    const alert = await checkoutDown();
    world.pagerduty.recovers("checkout", "down");
    await world.settle();
    expect(paged(room())).toContain("cleared");
    world.pagerduty.reopens(alert, "bo");
    await world.settle();
    expect(paged(room())).toContain("notified");
    expect(room()).toContain("came back");
    expect(incidentChannels(world)).toHaveLength(1);
  });
});

describe("a merge in PagerDuty", () => {
  it("into an alert of the same incident ends nothing, and the last one resolved ends it", async () => {
    const first = await checkoutDown();
    const { id: second } = world.pagerduty.triggers("payments", "Charges fail");
    await world.settle();
    world.pagerduty.merges(second, [first], "bo");
    await world.settle();
    expect(room()).toContain("Investigating");
    expect(room()).toContain("merged in PagerDuty");
    world.pagerduty.resolves(second, "bo");
    await world.settle();
    expect(room()).toContain("Resolved");
  });

  it("into one that we ignored makes that one the incident's", async () => {
    const first = await checkoutDown();
    const { id: ignored } = world.pagerduty.triggers("checkout", "Old ticket", { urgency: "low" });
    await world.settle();
    world.pagerduty.merges(ignored, [first], "bo");
    await world.settle();
    expect(room()).toContain("Investigating");
    expect((await world.as("bo").types(ROOM, "/incident resolve")).text).toContain(
      "Resolve the open page in PagerDuty",
    );
    await world.as("bo").closes();
    world.pagerduty.resolves(ignored, "bo");
    await world.settle();
    expect(room()).toContain("Resolved");
  });

  it("into one of another incident ends nothing here", async () => {
    const first = await checkoutDown();
    const { id: other } = world.pagerduty.triggers("orders", "Orders stuck");
    await world.settle();
    world.pagerduty.merges(other, [first], "bo");
    await world.settle();
    expect(room()).toContain("Investigating");
    world.pagerduty.resolves(other, "fay");
    await world.settle();
    expect(room()).toContain("Investigating");
    expect(world.as("ana").reads("#inc-2-orders-stuck")).toContain("Resolved");
  });
});

describe("resolving", () => {
  it("the last alert by a person in PagerDuty resolves the incident, and Undo opens it again", async () => {
    const alert = await checkoutDown();
    await world.clock.advance(7 * MINUTE);
    world.pagerduty.resolves(alert, "bo");
    await world.settle();
    expect(room()).toContain("Resolved after 7 min. The last alert was resolved in PagerDuty");
    await world.as("bo").clicks("Undo", { in: ROOM });
    await world.settle();
    // The poll tells the same resolve once more; it was taken back.
    await world.clock.advance(6 * MINUTE);
    await world.settle();
    expect(room()).toContain("Investigating");
  });

  it("one of two alerts in PagerDuty resolves nothing", async () => {
    const alert = await checkoutDown();
    world.pagerduty.triggers("payments", "Charges fail");
    await world.settle();
    world.pagerduty.resolves(alert, "bo");
    await world.settle();
    expect(room()).toContain("Investigating");
    expect(paged(room())).toContain("cleared");
  });

  it("the last alert by monitoring resolves nothing", async () => {
    await checkoutDown();
    world.pagerduty.recovers("checkout", "down");
    await world.settle();
    expect(room()).toContain("Investigating");
    expect(paged(room())).toContain("cleared");
  });

  it("in Slack resolves every open page in PagerDuty as the person who did it, without an echo", async () => {
    await checkoutDown();
    for (const title of ["Second", "Third", "Fourth"]) world.pagerduty.triggers("checkout", title);
    await world.settle();
    await world.as("bo").types(ROOM, "/incident resolve Rolled back v412");
    await world.settle();
    const incidents = world.pagerduty.incidents();
    expect(incidents.map(({ status }) => status)).toEqual(["resolved", "resolved", "resolved", "resolved"]);
    expect(world.pagerduty.calls("PUT /incidents").map(({ from }) => from)).toEqual(["bo@acme.example"]);
    expect(world.pagerduty.calls("PUT /incidents/{id}")).toEqual([]);
    expect(times("Resolved after")).toBe(1);
    expect(times("resolved by")).toBe(0);
    await world.clock.advance(6 * MINUTE);
    await world.settle();
    expect(times("Resolved after")).toBe(1);
  });

  it("in Slack resolves what it may when PagerDuty refuses one of the pages, and tells of the failure", async () => {
    await checkoutDown();
    world.pagerduty.triggers("payments", "Charges fail");
    await world.settle();
    const no = { kind: "refusal", status: 403, code: 2010, message: "Access denied" } as const;
    // Both at once, both again when it was seen that they are open, and then one of them alone.
    world.pagerduty.breaks("PUT /incidents", no, 2);
    world.pagerduty.breaks("PUT /incidents/{id}", no);
    await world.as("bo").types(ROOM, "/incident resolve Rolled back v412");
    await world.settle();
    expect(
      world.pagerduty
        .incidents()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(["resolved", "triggered"]);
    const bo = world.as("bo");
    expect((await bo.types(ROOM, "/incident delivery")).text).toContain("Failed: Resolve in PagerDuty");
    await bo.clicks("Try again");
    await world.settle();
    expect(world.pagerduty.incidents().map(({ status }) => status)).toEqual(["resolved", "resolved"]);
  });

  it("in Slack with the box unticked leaves the pages open, and the card says so", async () => {
    await checkoutDown();
    const bo = world.as("bo");
    await bo.types(ROOM, "/incident resolve");
    await bo.submits("Resolve INC-1", { "What fixed it?": "Rolled back", "Open pages": [] });
    await world.settle();
    expect(world.pagerduty.incidents().map(({ status }) => status)).toEqual(["triggered"]);
    expect(room()).toContain("Resolved after");
    expect(room()).toMatch(/still open in PagerDuty/i);
  });

  it("in Slack by the bot's own address when PagerDuty does not know the person", async () => {
    await checkoutDown();
    await world.as("cy").changesProfile({ email: "cy@elsewhere.example" });
    await world.as("cy").joins(ROOM);
    await world.as("cy").types(ROOM, "/incident resolve It went away");
    await world.settle();
    expect(world.pagerduty.incidents().map(({ status }) => status)).toEqual(["resolved"]);
    expect(world.pagerduty.calls("PUT /incidents/{id}").at(-1)?.from).toBe("eli@acme.example");
  });
});
