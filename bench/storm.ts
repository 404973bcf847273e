import { MINUTE, SECOND } from "../src/shared/time.ts";
import type { Measure } from "./measure.ts";
import { short } from "./stats.ts";
import { table, verdict } from "./table.ts";
import { type BenchWorld, benchWorld, companyOf } from "./world.ts";

const ALERTS = 1_000;
const SERVICES = 40;
const WORST = 20;

type Storm = {
  readonly what: string;
  /** On how many services the twenty SEV1 alerts fall. */
  readonly worstOn: number;
  readonly others: "ask" | "declare";
};

const STORMS: readonly Storm[] = [
  { what: "20 SEV1 on 10 services, all else asks a person", worstOn: 10, others: "ask" },
  { what: "20 SEV1 on 10 services, all else is declared too", worstOn: 10, others: "declare" },
  { what: "20 SEV1 on 20 services, all else is declared too", worstOn: 20, others: "declare" },
];

/** A thousand webhooks in a minute, on the movable clock, with Slack's limits in force. */
export const storm: Measure = {
  name: "storm",
  title: "Storm: 1,000 webhooks over 40 services in a minute",
  async run() {
    const rows: string[][] = [];
    for (const each of STORMS) rows.push(await weather(each));
    return table(
      [
        "",
        "channels",
        "SEV1: first alert to channel, worst",
        "aim",
        "all told after",
        "least the limits allow",
        "ratio",
        "aim",
        "429 received",
        "calls of Slack",
        "real time",
      ],
      rows,
    );
  },
};

async function weather({ what, worstOn, others }: Storm): Promise<string[]> {
  const world = await benchWorld({ yaml: stormRoutes(others), company: companyOf(SERVICES) });
  try {
    await world.clock.advance(2 * MINUTE);
    await world.quiet();
    const began = performance.now();
    const start = world.clock.now();
    const worstAt = await blow(world, start, worstOn);
    const told = await untilTold(world, start);
    const calls = world.slack.calls().filter((call) => call.at >= start);
    const created = calls.filter((call) => call.method === "conversations.create");
    const waits = [...worstAt].map(([service, at]) => {
      const channel = world.channelOf(service);
      const call = created.find(({ answer }) => (answer["channel"] as { id?: string } | undefined)?.id === channel);
      return call === undefined ? Number.POSITIVE_INFINITY : Math.max(0, call.at - at);
    });
    const least = leastFor(created.length);
    const limited = calls.filter((call) => call.answer["error"] === "ratelimited").length;
    const late = waits.filter((wait) => wait > 5 * SECOND).length;
    return [
      what,
      String(created.length),
      `${short(Math.max(...waits) / SECOND)} s${late === 0 ? "" : `; ${late} of ${waits.length} above 5 s`}`,
      verdict(late === 0),
      `${short(told / SECOND)} s`,
      `${short(least / SECOND)} s`,
      short(told / least),
      verdict(told / least <= 1.1),
      String(limited),
      String(calls.length),
      `${short((performance.now() - began) / SECOND)} s`,
    ];
  } finally {
    await world.end();
  }
}

export function stormRoutes(others: Storm["others"]): string {
  return `
pagerduty:
  group: { by: service, window: 30m }
  routes:
    - { match: { title: "/^SEV1/" }, do: declare, severity: SEV1 }
    - { match: {}, do: ${others}${others === "declare" ? ", severity: SEV3" : ""} }
`;
}

/** Sends the alerts evenly over the minute; when the first SEV1 of each service came, by its name. */
async function blow(world: BenchWorld, start: number, worstOn: number): Promise<Map<string, number>> {
  const worstAt = new Map<string, number>();
  for (let index = 0; index < ALERTS; index += 1) {
    await world.clock.jumpTo(start + Math.floor((index * MINUTE) / ALERTS));
    const every = ALERTS / WORST;
    const isWorst = index % every === every / 2;
    const number = isWorst ? (Math.floor(index / every) % worstOn) * (SERVICES / worstOn) : index % SERVICES;
    const service = `service-${number + 1}`;
    world.pagerduty.triggers(service, isWorst ? `SEV1 ${service}` : `Errors of ${service}, alert ${index}`);
    if (isWorst && !worstAt.has(service)) worstAt.set(service, world.clock.now());
    await world.quiet();
  }
  return worstAt;
}

/** Lets time pass until nothing waits but reminders; milliseconds from the start to the last thing done. */
async function untilTold(world: BenchWorld, start: number): Promise<number> {
  const waiting = () =>
    world.figure("select count(*) from outbox where state = 'waiting' and kind <> 'remind'") +
    world.figure("select count(*) from inbox where done_at is null");
  while (waiting() > 0) {
    if (world.clock.now() - start > 30 * MINUTE) throw new Error("The storm is not told after half an hour");
    await world.settle({ upTo: SECOND });
    await world.clock.advance(SECOND);
  }
  return world.figure("select max(put_at) from outbox where kind <> 'remind'") - start;
}

/** The last alert comes after a minute. Fifteen channels a minute are for alerts, the first fifteen at once. */
function leastFor(channels: number): number {
  return Math.max(MINUTE - MINUTE / ALERTS, Math.floor((channels - 1) / 15) * MINUTE);
}
