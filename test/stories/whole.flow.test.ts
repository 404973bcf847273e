import { describe, expect, it } from "vitest";
import type { BotWorldOptions } from "../bot-world.ts";
import { aCompany, CHECKOUT, cardIn, checkoutIsDown, timelineIn } from "./told.ts";

/** How Slack and the bot may talk, and what nobody could verify about Slack, each way. */
const WAYS: readonly (readonly [string, BotWorldOptions])[] = [
  ["over Socket Mode", {}],
  ["over signed HTTP requests", { http: true }],
  ["where Slack leaves out what is empty", { switches: { emptyInputs: "absent" } }],
  ["where commands come unescaped", { switches: { commandsEscapeText: false } }],
  ["where an error gives a form a new hash", { switches: { errorsChangeHash: true } }],
  ["where the history lags behind", { switches: { historyLag: 5_000 } }],
  ["where a channel takes one message a second", { switches: { burst: 1 } }],
];

describe.each(WAYS)("%s", (_way, options) => {
  // What the history does not show yet cannot be found there: the bot asks again.
  const company = aCompany(options, { refusals: ["thread_not_found"] });

  it("a whole incident runs from the form to the postmortem", async () => {
    const world = company();
    const [ana, bo, cy] = [world.as("ana"), world.as("bo"), world.as("cy")];
    await ana.types("#general", "/incident");
    await ana.selects(["checkout (Payments)"], { from: "Which services?" });
    await ana.submits("Declare an incident", { "What is broken?": "Checkout returns 500s", "How bad is it?": "SEV1" });
    await world.settle();
    expect(ana.modal()?.title.text).toBe("INC-1");
    expect(world.pagerduty.pagesSent()).toHaveLength(1);

    await bo.clicks("Join", { in: "#incidents" });
    await bo.clicks("Take command", { in: CHECKOUT });
    await bo.says(CHECKOUT, "the pool is exhausted", { thread: cardIn(world, CHECKOUT) });
    const graph = await ana.says(CHECKOUT, "errors since 9:48");
    await bo.reacts("pushpin", graph);
    await bo.says(CHECKOUT, "@pitwall how do I roll back checkout?");
    await ana.types(CHECKOUT, "/incident decision roll back v412");
    await bo.clicks("Update", { in: CHECKOUT });
    await bo.submits("Update INC-1", { "What do we know, what are we doing?": "Rolling back v412" });
    await cy.clicks("My customer is affected", { in: "#incidents" });
    await cy.submits("My customer is affected", { "Which customer?": "Globex" });
    await world.settle();
    const read = await timelineIn(world, CHECKOUT);
    for (const told of ["the pool is exhausted", "errors since 9:48", "how do I roll back checkout?", "roll back v412"])
      expect(read).toContain(told);

    await bo.clicks("Resolve", { in: CHECKOUT });
    await bo.submits("Resolve INC-1", { "What fixed it?": "Rolled back v412", "Impact ended": "2026-11-24T10:00:00Z" });
    await bo.submits("Resolve INC-1", { "Impact ended": "2026-11-23T09:00:00Z" });
    await world.settle();
    await bo.clicks("Answer", { in: "@pitwall" });
    const [question = ""] = (bo.modal()?.blocks ?? []).map((block) =>
      String((block["label"] as { text?: string })?.text),
    );
    await bo.submits("Answer", { [question]: "About 400 could not pay" });
    await world.settle();
    expect(bo.reads("@pitwall")).toContain("About 400 could not pay — @bo");
    expect(JSON.stringify(await ana.opensHome())).toContain("Nothing is open.");
  });

  it("what Slack repeats has one effect", async () => {
    const world = company();
    await checkoutIsDown(world);
    const bo = world.as("bo");
    await bo.joins(CHECKOUT);
    world.slack.switches.deliveryFaults.push({ type: "events_api", fault: "lost-ack", times: 2 });
    await bo.says(CHECKOUT, "@pitwall who owns checkout?");
    await world.settle({ upTo: 600_000 });
    expect(bo.reads(CHECKOUT).split("Checkout is owned by")).toHaveLength(2);
  });
});
