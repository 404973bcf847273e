import { expect, onTestFinished, test } from "vitest";
import { movableClock } from "../../../src/sandbox/clock.ts";
import { acme } from "../../../src/sandbox/pagerduty/acme.ts";
import type { Schedule } from "../../../src/sandbox/pagerduty/company.ts";
import { shiftsOf } from "../../../src/sandbox/pagerduty/on-call.ts";
import { startPagerDuty } from "../../../src/sandbox/pagerduty/start.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/shared/time.ts";

const start = Date.UTC(2026, 2, 2, 14);

async function setUp() {
  const clock = movableClock({ start });
  const pagerduty = await startPagerDuty({ clock });
  onTestFinished(() => pagerduty.close());
  const woken = () => pagerduty.pagesSent().map(({ at, name }) => `${(at - start) / MINUTE} ${name}`);
  return { clock, pagerduty, woken };
}

test("nobody answers: the next level is woken, then the first once more, and then nobody", async () => {
  const { clock, pagerduty, woken } = await setUp();
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  await clock.advance(DAY);
  expect(woken()).toEqual(["0 bo", "5 ana", "15 bo", "20 ana"]);
  expect(pagerduty.incident(id).log.map(({ type }) => type)).toEqual([
    "incident.triggered",
    ...Array.from({ length: 3 }, () => "incident.escalated"),
  ]);
});

test("an acknowledgement ends the escalation; taking it back starts it again", async () => {
  const { clock, pagerduty, woken } = await setUp();
  const incident = pagerduty.triggers("checkout", "Checkout returns 500s");
  await clock.advance(4 * MINUTE);
  pagerduty.acknowledges(incident, "bo");
  await clock.advance(HOUR);
  expect(woken()).toEqual(["0 bo"]);
  pagerduty.unacknowledges(incident, "bo");
  await clock.advance(6 * MINUTE);
  expect(woken()).toEqual(["0 bo", "64 bo", "69 ana"]);
});

test("what is resolved or of low urgency does not escalate", async () => {
  const { clock, pagerduty, woken } = await setUp();
  pagerduty.resolves(pagerduty.triggers("checkout", "gone"), "bo");
  pagerduty.triggers("checkout", "can wait", { urgency: "low" });
  await clock.advance(DAY);
  expect(woken()).toEqual(["0 bo", "0 bo"]);
});

test("a snoozed incident is triggered again after its time", async () => {
  const { clock, pagerduty } = await setUp();
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  const response = await fetch(`${pagerduty.url}/incidents/${id}/snooze`, {
    method: "POST",
    headers: {
      accept: "application/vnd.pagerduty+json;version=2",
      authorization: `Token token=${pagerduty.token}`,
      "content-type": "application/json",
      from: "bo@acme.example",
    },
    body: JSON.stringify({ duration: 600 }),
  });
  expect(response.status).toBe(201);
  expect(pagerduty.incident(id).status).toBe("acknowledged");
  await clock.advance(600 * SECOND);
  expect(pagerduty.incident(id).status).toBe("triggered");
});

const schedule: Schedule = {
  id: "PSCH",
  name: "layers",
  timeZone: "UTC",
  layers: [
    { name: "base", start, turn: DAY, users: ["a", "b"] },
    { name: "upper", start: start + 30 * HOUR, end: start + 40 * HOUR, turn: DAY, users: ["c"] },
  ],
  overrides: [{ user: "d", start: start + 35 * HOUR, end: start + 36 * HOUR }],
};

function shifts(from: number, to: number): string[] {
  return shiftsOf(schedule, start + from * HOUR, start + to * HOUR).map(
    (shift) => `${shift.user} ${(shift.start - start) / HOUR}-${(shift.end - start) / HOUR}`,
  );
}

test("upper layers and overrides cut into the layers below", () => {
  expect(shifts(0, 71)).toEqual(["a 0-24", "b 24-30", "c 30-35", "d 35-36", "c 36-40", "b 40-48", "a 48-72"]);
});

test("at one moment exactly one person has the shift", () => {
  expect(shifts(33, 33)).toEqual(["c 30-35"]);
  expect(shifts(35, 35)).toEqual(["d 35-36"]);
  expect(shifts(45, 45)).toEqual(["b 40-48"]);
});

test("in the example company bo stands for payments and eli for the platform, all the year round", () => {
  for (const [policy, who] of [
    ["SPAYMNT1", "PUSRBO1"],
    ["SPLATFM1", "PUSRELI"],
  ] as const) {
    const rota = acme.schedules.find(({ id }) => id === policy);
    if (rota === undefined) throw new Error(`no schedule ${policy}`);
    expect(new Set(shiftsOf(rota, start, start + 365 * DAY).map(({ user }) => user))).toEqual(new Set([who]));
  }
});
