import { MINUTE } from "../../src/shared/time.ts";
import type { CrashWorld } from "./crash-world.ts";

/** One thing that somebody outside does. Resolves to whether they saw it acknowledged. */
export type Step = {
  readonly does: (world: CrashWorld) => Promise<boolean>;
  /** A person who looks sees that it stands, and does not do it again. Only for what would be a second wish if it were repeated. */
  readonly stands?: (world: CrashWorld) => boolean;
  /** How long is waited after it. */
  readonly waits?: number;
};

export type Scenario = {
  readonly name: string;
  /** What went before, undisturbed. */
  readonly given: (world: CrashWorld) => Promise<void>;
  readonly steps: readonly Step[];
};

const ROOM = "#inc-1-checkout-returns-500s";
const nothing = () => Promise.resolve();

async function declared(world: CrashWorld): Promise<void> {
  await world.as("ana").types("#general", "/incident declare Checkout returns 500s sev1 service:checkout");
  await world.passes(20_000);
}

/** Bo has answered the page and ana commands, so that no reminder falls due meanwhile. */
async function underway(world: CrashWorld): Promise<void> {
  await declared(world);
  world.pagerduty.acknowledges(1, "bo");
  await world.as("ana").types(ROOM, "/incident lead");
  await world.passes(20_000);
}

/** Types a command; an answer that never came shows as a failure. */
function types(who: string, where: string, line: string): Step["does"] {
  return async (world) => (await world.as(who).types(where, line)).failed === undefined;
}

/** Monitoring finds something, once: what it has found stays in PagerDuty, beside so many others. */
function pages(service: string, title: string, others: number): Step["does"] {
  return async ({ pagerduty }) => {
    if (pagerduty.incidents().length === others) pagerduty.triggers(service, title);
    return true;
  };
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "declare by command",
    given: nothing,
    steps: [{ does: types("ana", "#general", "/incident declare Checkout returns 500s sev1 service:checkout") }],
  },
  {
    name: "declare by form",
    given: nothing,
    steps: [
      {
        async does(world) {
          const ana = world.as("ana");
          if (ana.modal() === undefined) await ana.types("#general", "/incident");
          if (ana.modal() === undefined) return false;
          const sent = await ana.submits("Declare an incident", {
            "What is broken?": "Checkout returns 500s",
            "How bad is it?": "SEV1",
            "Which services?": ["checkout"],
          });
          return !("failed" in sent);
        },
      },
    ],
  },
  {
    name: "take command and hand it over",
    given: declared,
    steps: [
      { does: types("ana", ROOM, "/incident lead"), waits: 10_000 },
      { does: types("ana", ROOM, "/incident handover @bo watch payments"), waits: 10_000 },
      {
        async does(world) {
          return (await world.as("bo").clicks("Accept command", { in: ROOM })).failed === undefined;
        },
        waits: 10_000,
      },
    ],
  },
  {
    name: "note",
    given: underway,
    steps: [
      {
        does: types("ana", ROOM, "/incident note the pool is exhausted"),
        stands: (world) => shows(world, ROOM, "the pool is exhausted"),
      },
    ],
  },
  {
    name: "update",
    given: underway,
    steps: [
      {
        does: types("ana", ROOM, "/incident update Rolling back v412"),
        stands: (world) => shows(world, ROOM, "Rolling back v412"),
      },
    ],
  },
  {
    name: "resolve, with PagerDuty and the postmortem",
    given: underway,
    steps: [{ does: types("ana", ROOM, "/incident resolve Rolled back v412") }],
  },
  {
    name: "a webhook that opens an incident",
    given: nothing,
    steps: [{ does: pages("checkout", "Checkout 5xx", 0) }],
  },
  {
    name: "a webhook whose page is answered at once",
    given: nothing,
    steps: [
      // Its channel opens after four seconds, and a bot that lost an answer looks some 0.8 s later whether its card is there.
      { does: pages("checkout", "Checkout 5xx", 0), waits: 4_400 },
      {
        async does({ pagerduty }) {
          pagerduty.acknowledges(1, "bo");
          return true;
        },
      },
    ],
  },
  {
    name: "a webhook that joins an incident",
    given: async (world) => {
      world.pagerduty.triggers("checkout", "Checkout 5xx");
      await world.passes(20_000);
    },
    steps: [{ does: pages("payments", "Payments time out", 1) }],
  },
  {
    name: "a due reminder",
    given: async (world) => {
      await declared(world);
      world.pagerduty.acknowledges(1, "bo");
      await world.passes(4 * MINUTE);
    },
    steps: [{ does: () => Promise.resolve(true) }],
  },
  {
    name: "a platform question",
    given: nothing,
    steps: [
      {
        async does(world) {
          await world.as("bo").says("#ask-platform", "@pitwall where is the runbook of search?");
          return true;
        },
      },
    ],
  },
];

function shows(world: CrashWorld, where: string, text: string): boolean {
  return world.as("ana").reads(where).includes(text);
}
