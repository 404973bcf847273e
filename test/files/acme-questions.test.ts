import { describe, expect, test } from "vitest";

import { answer } from "../../src/catalog/answer.ts";
import { loadCatalog } from "../../src/files/load-catalog.ts";

// What people ask about the example company, as they type it. `entity` and `source` are what a good answer is about and
// cites; without `source` there is no answer, and one that was given all the same is a failure.
type Row = {
  readonly asks: string;
  readonly intent?: string;
  readonly entity?: string;
  readonly source?: string;
  readonly offers?: readonly string[];
};

const ANSWERED: readonly Row[] = [
  {
    asks: "Who owns checkout?",
    intent: "owner",
    entity: "component:default/checkout",
    source: "catalog/checkout.yaml:",
  },
  {
    asks: "<@U0BOT> whose is chekout",
    intent: "owner",
    entity: "component:default/checkout",
    source: "catalog/checkout.yaml:",
  },
  {
    asks: "which team looks after the product catalog",
    intent: "owner",
    entity: "component:default/catalog-api",
    source: "catalog/catalog-api.yaml:",
  },
  {
    asks: "who’s responsible for “kafka”?",
    intent: "owner",
    entity: "resource:default/events",
    source: "catalog/resources.yaml:",
  },
  {
    asks: "who is on call for gateway right now??",
    intent: "on-call",
    entity: "component:default/gateway",
    source: "catalog/gateway.yaml:",
  },
  {
    asks: "search is down, who do I page",
    intent: "on-call",
    entity: "component:default/search",
    source: "catalog/search.yaml:",
  },
  {
    asks: "which slack channel for payments",
    intent: "contact",
    entity: "component:default/payments",
    source: "catalog/org.yaml:",
  },
  {
    asks: "How do I deploy checkout?",
    intent: "deploy",
    entity: "component:default/checkout",
    source: "docs/deploy.md",
  },
  { asks: "depoly to prodution", intent: "deploy", source: "docs/deploy.md#production" },
  { asks: "how does my change get onto staging", source: "docs/deploy.md#staging" },
  { asks: "may I ship on a friday afternoon?", intent: "deploy", source: "docs/deploy.md" },
  {
    asks: "orders is broken, how do we go back to the previous version",
    intent: "roll-back",
    entity: "component:default/orders",
    source: "docs/roll-back.md",
  },
  { asks: "how do i start a new microservice", intent: "create", source: "docs/create-a-service.md" },
  {
    asks: "i need to look into the orders database, how do i get access",
    intent: "request",
    entity: "resource:default/orders-db",
    source: "docs/database-access.md",
  },
  { asks: "somebody committed a token, it leaked", source: "docs/rotate-secrets.md#leaked-secret" },
  { asks: "how to renew a password in the vault", source: "docs/rotate-secrets.md" },
  {
    asks: "runbook accounts",
    intent: "runbook",
    entity: "component:default/accounts",
    source: "catalog/accounts.yaml:",
  },
  {
    asks: "grafana for the basket",
    intent: "dashboard",
    entity: "component:default/cart",
    source: "catalog/cart.yaml:",
  },
  {
    asks: "where is the source code of web-frontend",
    intent: "repository",
    entity: "component:default/web-frontend",
    source: "catalog/web-frontend.yaml:",
  },
  {
    asks: "logs for notifcations or checkout",
    intent: "logs",
    entity: "component:default/checkout",
    source: "catalog/checkout.yaml:",
  },
  {
    asks: "what does checkout depend on",
    intent: "dependencies",
    entity: "component:default/checkout",
    source: "catalog/checkout.yaml:",
  },
  {
    asks: "blast radius of accounts?",
    intent: "dependents",
    entity: "component:default/accounts",
    source: "catalog/payments.yaml:",
  },
  {
    asks: "how critical is shipping",
    intent: "tier",
    entity: "component:default/shipping",
    source: "catalog/shipping.yaml:",
  },
  {
    asks: "what's the error budget of gateway",
    intent: "slo",
    entity: "component:default/gateway",
    source: "catalog/gateway.yaml:",
  },
  {
    asks: "who is on the payments team",
    intent: "members",
    entity: "group:default/payments",
    source: "catalog/org.yaml:",
  },
  {
    asks: "what does logistics own",
    intent: "list",
    entity: "group:default/logistics",
    source: "catalog/inventory.yaml:",
  },
  { asks: "how bad is a SEV2?", source: "docs/incident-severity.md#sev2" },
  { asks: "kill switch for a feature toggle", source: "docs/feature-flags.md#kill-switch" },
  { asks: "setting up my new laptop", source: "docs/local-development.md#set-up-your-machine" },
];

const NOT_ANSWERED: readonly Row[] = [
  { asks: "where is the runbook of shipping", intent: "runbook", entity: "component:default/shipping" },
  { asks: "who owns fraud-detection", intent: "owner" },
  { asks: "who owns checkout-v2?", intent: "owner", offers: ["Who owns Checkout?"] },
  { asks: "who owns delivery", intent: "owner", offers: ["Who owns Notifications?", "Who owns Shipping?"] },
  {
    asks: "what do I tell the next person when my shift ends",
    offers: ["On-call handover › The outgoing engineer says"],
  },
  { asks: "how do I book a meeting room" },
  { asks: "what is the wifi password in the office" },
  { asks: "how do I deploy to the mainframe", intent: "deploy" },
  { asks: "when was checkout last deployed", intent: "changes", entity: "component:default/checkout" },
  { asks: "what does bo earn", entity: "user:default/bo" },
  { asks: "can I expense a standing desk :moneybag:" },
];

const catalog = await loadCatalog(["examples/acme"]);
const context = { now: Date.UTC(2026, 10, 22), defaultChannel: "#ask-platform" };

describe("Forty questions to the example company", () => {
  test.each(ANSWERED)("$asks", ({ asks, intent, entity, source }) => {
    const given = answer(asks, catalog, context);

    expect(given).toMatchObject({ answerable: true, ...(intent === undefined ? {} : { intent }) });
    if (entity !== undefined) expect(given.entities).toContain(entity);
    expect(given.sources.filter((each) => each.startsWith(source ?? "none"))).not.toHaveLength(0);
    expect(given.text).toContain(given.sources[0]);
  });

  test.each(NOT_ANSWERED)("no answer: $asks", ({ asks, intent, entity, offers }) => {
    const given = answer(asks, catalog, context);

    expect(given).toMatchObject({ answerable: false, sources: [], ...(intent === undefined ? {} : { intent }) });
    expect(given.ask?.channel).toMatch(/^#/);
    expect(given.text).toContain(given.options[0] ?? given.ask?.channel);
    if (entity !== undefined) expect(given.entities).toContain(entity);
    if (offers !== undefined) expect(given.options.slice(0, offers.length)).toEqual(offers);
  });
});
