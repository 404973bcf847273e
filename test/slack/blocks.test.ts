import type { HomeView, ModalView } from "@slack/types";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Loaded } from "../../src/flow/cache.ts";
import type { IncidentRow } from "../../src/flow/look-up.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { summaryOf } from "../../src/incident/summary.ts";
import type { Complaint } from "../../src/sandbox/judge/complaint.ts";
import { isViewTooLarge, judgeBlocks, judgeView } from "../../src/sandbox/judge/judge.ts";
import { ACTIONS } from "../../src/slack/actions.ts";
import { announcement } from "../../src/slack/blocks/announcement.ts";
import { type CardFacts, card } from "../../src/slack/blocks/card.ts";
import { delivery } from "../../src/slack/blocks/delivery.ts";
import { inOneSentence, openList } from "../../src/slack/blocks/list.ts";
import { panel } from "../../src/slack/blocks/panel.ts";
import { post } from "../../src/slack/blocks/post.ts";
import { postmortemCard } from "../../src/slack/blocks/postmortem-card.ts";
import { roleMessage } from "../../src/slack/blocks/role-message.ts";
import { timelineMessage } from "../../src/slack/blocks/timeline.ts";
import { topic } from "../../src/slack/blocks/topic.ts";
import { triageCard } from "../../src/slack/blocks/triage-card.ts";
import { home } from "../../src/slack/home.ts";
import type { Message } from "../../src/slack/text.ts";
import { anyEvents } from "../incident/arbitrary-events.ts";
import { actionsIn, EXTREMES, HOSTILE, load } from "../incident/extremes.ts";

const POSTED = ["UpdateGiven", "Resolved", "Reopened", "Cancelled", "HandoverOffered", "HandoverAccepted", "Reminded"];
const NO_FACTS: CardFacts = { services: [], moreAlerts: 0, callUrl: undefined };

/** Facts of as many services as the incident names, with links that lead nowhere. */
function factsOf({ incident }: Loaded): CardFacts {
  const services = incident.services.map((name, index) => ({
    name,
    known: index % 3 !== 0,
    owner: index % 2 === 0 ? undefined : `team ${name}`,
    runbook: index % 2 === 0 ? undefined : "docs/runbook.md",
    dashboard: index % 2 === 0 ? HOSTILE : "https://grafana.example/d/1",
  }));
  return { services, moreAlerts: 4_950, callUrl: "https://meet.example/inc-7" };
}

/** Every message that this incident can bring about. */
function messagesOf(loaded: Loaded): readonly (readonly [name: string, message: Message])[] {
  const { stream, incident, events } = loaded;
  const row = rowOf(loaded);
  const waiting = { key: `${stream}/1/card`, kind: "card", state: "waiting", attempts: 3, error: HOSTILE } as const;
  const failed = { ...waiting, key: `${stream}/9/page/${HOSTILE}`, kind: "page", state: "gave-up" } as const;
  const rows = Array.from({ length: 20 }, () => [waiting, failed]).flat();
  const draft = { services: [], changes: [] };
  return [
    ["card", card(stream, incident, defaultRules, factsOf(loaded))],
    ["card without facts", card(stream, incident, defaultRules, NO_FACTS)],
    ["announcement", announcement(stream, incident)],
    ["triage card", triageCard(stream, incident)],
    ["timeline", timelineMessage(loaded)],
    ["one sentence", inOneSentence(incident)],
    ["list", openList(Array.from({ length: 40 }, () => row))],
    ["empty list", openList([])],
    [
      "delivery",
      delivery(
        loaded,
        rows.map((one) => ({ ...one, notBefore: 0, settledAt: undefined })),
      ),
    ],
    ["empty delivery", delivery(loaded, [])],
    ["postmortem card", postmortemCard(loaded, defaultRules, draft)],
    ...events
      .filter((event) => POSTED.includes(event.type) || isLoud(event))
      .map((event) => [`post of ${event.type}`, post(stream, event, incident, loaded)] as const),
    ...events.flatMap((event) =>
      event.type === "RoleAssigned" ? [["role", roleMessage(event.body, incident, defaultRules)] as const] : [],
    ),
  ];
}

function isLoud(event: Loaded["events"][number]): boolean {
  return event.type === "EffectGaveUp" && ["page", "open-channel"].includes(event.body.kind);
}

function rowOf({ stream, incident }: Loaded): IncidentRow {
  const { data, ...rest } = summaryOf(incident, defaultRules);
  return { stream, ...rest, ...data };
}

function viewsOf(loaded: Loaded): readonly (readonly [name: string, view: ModalView | HomeView])[] {
  const row = rowOf(loaded);
  return [
    ["panel", panel(loaded)],
    [
      "home",
      home(
        Array.from({ length: 40 }, (_, index) => ({ ...row, commander: index < 20 ? "U1" : null })),
        "U1",
      ),
    ],
    ["empty home", home([], "U1")],
  ];
}

function expectLawful(message: Message): void {
  expect(judgeBlocks(message.blocks, "message")).toEqual([]);
  expect(message.text.trim()).not.toBe("");
  expect([...message.text].length).toBeLessThanOrEqual(4_000);
  expect(actionsIn(message.blocks)).toEqual([...new Set(actionsIn(message.blocks))]);
}

describe.each(EXTREMES)("an incident with %s", (_name, loaded) => {
  test.each(messagesOf(loaded))("%s: Slack takes it, and hears each button apart", (_message, message) => {
    expectLawful(message);
  });

  test.each(viewsOf(loaded))("%s: Slack takes it, and hears each button apart", (_view, view) => {
    expect(judgeView(view)).toEqual([]);
    expect(isViewTooLarge(view)).toBe(false);
    expect(actionsIn(view)).toEqual([...new Set(actionsIn(view))]);
  });

  test("its card never has more than eight blocks", () => {
    for (const facts of [factsOf(loaded), NO_FACTS])
      expect(card(loaded.stream, loaded.incident, defaultRules, facts).blocks.length).toBeLessThanOrEqual(8);
  });

  test("its messages stay as short as people can read, however much was written", () => {
    for (const message of [
      card(loaded.stream, loaded.incident, defaultRules, NO_FACTS),
      announcement(loaded.stream, loaded.incident),
      timelineMessage(loaded),
    ])
      expect(JSON.stringify(message.blocks).length).toBeLessThan(20_000);
  });

  test("its topic is one that Slack takes", () => {
    const said = topic(loaded.incident, (user) => `${user} ${HOSTILE}`);
    expect([...said].length).toBeLessThanOrEqual(250);
    expect(said).not.toBe("");
  });
});

test("whatever is on record, Slack takes what is made of it", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const loaded = load(events);
      for (const [, message] of messagesOf(loaded)) expectLawful(message);
      for (const [, view] of viewsOf(loaded)) expect(judgeView(view) as readonly Complaint[]).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("what the operator dropped is shown by /incident delivery, with the reason", () => {
  const [, loaded] = EXTREMES[0] ?? [];
  if (loaded === undefined) throw new Error("There is one");
  const dropped = { key: "incident/x/2/page/g1", kind: "page", state: "dropped", attempts: 0, settledAt: 1 } as const;
  const { blocks } = delivery(loaded, [{ ...dropped, error: "dropped by the operator", notBefore: 0 }]);
  expect(JSON.stringify(blocks)).toContain("Dropped: Page · dropped by the operator");
  expect(JSON.stringify(blocks)).not.toContain("Everything that was asked for has been done");
});

describe("whatever can be pressed", () => {
  const heard = (id: string) => Object.keys(ACTIONS).some((name) => id === name || id.startsWith(`${name}-`));

  test("is heard", () => {
    const pressed = EXTREMES.flatMap(([, loaded]) =>
      [
        ...messagesOf(loaded).map(([, { blocks }]) => blocks),
        ...viewsOf(loaded).map(([, { blocks }]) => blocks),
      ].flatMap(actionsIn),
    );
    expect(new Set(pressed).size).toBeGreaterThan(20);
    // The overflow carries the names of its actions in its options.
    expect([...new Set(pressed)].filter((id) => !heard(id))).toEqual(["card-more"]);
  });

  test("in the card's overflow is heard too", () => {
    const [, loaded] = EXTREMES[3] ?? [];
    if (loaded === undefined) throw new Error("There is one that is investigating");
    const blocks = JSON.stringify(card(loaded.stream, loaded.incident, defaultRules, NO_FACTS).blocks);
    const names = [...blocks.matchAll(/\\"x\\":\\"([a-z-]+)\\"/g)].map(([, name]) => name ?? "");
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(Object.keys(ACTIONS)).toContain(name);
  });

  test("has a name that is not the beginning of another's", () => {
    const names = Object.keys(ACTIONS);
    const clashing = names.filter((name) => names.some((other) => other.startsWith(`${name}-`)));
    expect(clashing).toEqual([]);
  });
});
