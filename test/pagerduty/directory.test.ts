import { expect, test } from "vitest";
import {
  accessOf,
  listWebhookSubscriptions,
  onCallNow,
  serviceByIdOrName,
  userByEmail,
} from "../../src/pagerduty/directory.ts";
import { onCallDesk } from "../../src/pagerduty/on-call.ts";
import { MINUTE } from "../../src/shared/time.ts";
import { dataOf, setUp, start } from "./set-up.ts";

test("a person is found by e-mail, case aside, and never by a part of it", async () => {
  const { client } = await setUp();
  expect(dataOf(await userByEmail(client, "BO@acme.example"))).toMatchObject({
    id: "PUSRBO1",
    timeZone: "America/New_York",
  });
  expect(dataOf(await userByEmail(client, "o@acme.example"))).toBeNull();
});

test("a service is found by id or by its exact name", async () => {
  const { client } = await setUp();
  const checkout = { id: "PCHKOUT1", name: "checkout", escalationPolicy: { id: "PEPPAY1" } };
  expect(dataOf(await serviceByIdOrName(client, "checkout"))).toMatchObject(checkout);
  expect(dataOf(await serviceByIdOrName(client, "PCHKOUT1"))).toMatchObject(checkout);
  expect(dataOf(await serviceByIdOrName(client, "check"))).toBeNull();
  expect(dataOf(await serviceByIdOrName(client, "PNOWHERE"))).toBeNull();
});

test("who is on call for services comes by level, with the end of the shift", async () => {
  const { client } = await setUp();
  const people = dataOf(await onCallNow(client, { serviceIds: ["PCHKOUT1", "PPAYMNT1", "PGATEWY1"] }));
  expect(
    people.map(({ person, level, policy, schedule }) => [person.name, level, policy.name, schedule?.name]),
  ).toEqual([
    ["bo", 1, "payments", "payments primary"],
    ["eli", 1, "platform", "platform primary"],
    ["ana", 2, "payments", undefined],
    ["bo", 2, "platform", undefined],
  ]);
  expect(people[0]?.until).toBeGreaterThan(start);
  expect(people[2]?.until).toBeNull();
});

test("on call can be asked by schedule and by policy", async () => {
  const { client } = await setUp();
  const bySchedule = dataOf(await onCallNow(client, { scheduleIds: ["SSTORE01"] }));
  expect(bySchedule.map(({ person }) => person.name)).toEqual(["fay"]);
  const byPolicy = dataOf(await onCallNow(client, { policyIds: ["PEPLOG1"] }));
  expect(byPolicy.map(({ person }) => person.name)).toEqual(["fay", "eli"]);
});

test("the doctor learns what kind of token it has", async () => {
  const { client } = await setUp();
  expect(dataOf(await accessOf(client))).toMatchObject({ token: "account", user: null });
  const hers = await setUp({ token: "pdus+acme-ana-key" });
  expect(dataOf(await accessOf(hers.client))).toMatchObject({ token: "user", user: { name: "ana" } });
  const wrong = await setUp({ token: "wrong" });
  expect(await accessOf(wrong.client)).toMatchObject({ kind: "refused", status: 401 });
});

test("a subscription that PagerDuty has switched off is seen", async () => {
  const { pagerduty, client } = await setUp();
  pagerduty.sendsWebhooksTo(`${pagerduty.url}/nowhere`, ["secret"]);
  pagerduty.storm(3);
  await pagerduty.idle();
  expect(dataOf(await listWebhookSubscriptions(client))).toMatchObject([{ active: true, disabledForADay: true }]);
});

test("the same question within a minute is asked of PagerDuty once", async () => {
  const { clock, pagerduty, client } = await setUp();
  const desk = onCallDesk({ client, clock });
  const question = { policyIds: ["PEPPAY1", "PEPPLA1"] };
  await Promise.all([desk.who(question), desk.who({ policyIds: ["PEPPLA1", "PEPPAY1"] })]);
  await clock.advance(MINUTE - 1);
  expect(await desk.who(question)).toMatchObject({ ok: true, asOf: start, ageMs: MINUTE - 1, stale: null });
  expect(pagerduty.calls("GET /oncalls")).toHaveLength(1);
  await clock.advance(1);
  expect(await desk.who(question)).toMatchObject({ asOf: start + MINUTE, ageMs: 0 });
  expect(pagerduty.calls("GET /oncalls")).toHaveLength(2);
});

test("while PagerDuty is away the last answer is given with its age, and the reason", async () => {
  const { clock, pagerduty, client } = await setUp();
  const desk = onCallDesk({ client, clock });
  await desk.who({ policyIds: ["PEPPAY1"] });
  await clock.advance(3 * 60 * MINUTE);
  pagerduty.breaks("GET /oncalls", { kind: "server error" });
  expect(await desk.who({ policyIds: ["PEPPAY1"] })).toMatchObject({
    ok: true,
    people: [{ person: { name: "bo" } }, { person: { name: "ana" } }],
    ageMs: 3 * 60 * MINUTE,
    stale: { kind: "unknown" },
  });
});

test("with no earlier answer its absence is told, and a refusal is never covered up", async () => {
  const { clock, pagerduty, client } = await setUp();
  const desk = onCallDesk({ client, clock });
  pagerduty.breaks("GET /oncalls", { kind: "server error" });
  expect(await desk.who({ policyIds: ["PEPPAY1"] })).toMatchObject({ ok: false, kind: "unknown" });
  expect(await desk.who({ serviceIds: ["PNOWHERE"] })).toMatchObject({ ok: false, kind: "refused" });
});
