import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { realClock } from "../src/clock.ts";
import { flowOver } from "../src/flow/flow.ts";
import { OPERATOR } from "../src/flow/look-up.ts";
import { defaultRules } from "../src/incident/rules.ts";
import { openLedger } from "../src/ledger/open.ts";
import { canonicalJson, type Json } from "../src/shared/json.ts";
import { MINUTE } from "../src/shared/time.ts";
import { openList } from "../src/slack/blocks/list.ts";
import { timelineMessage } from "../src/slack/blocks/timeline.ts";
import { declaredBody } from "../test/bodies.ts";
import type { Measure } from "./measure.ts";
import { type Spread, short, spread } from "./stats.ts";
import { table, verdict } from "./table.ts";

const SIZES = [100, 10_000] as const;
const ENTRIES = 100;
/** Open at the same time, however many there have been. */
const OPEN = 40;
/** Goes through every effect. Whoever watches asks now and then, and nobody waits for it. */
const COUNTED = "how many effects there are in each state";
const LOOKS = 500;
const BEGAN = Date.UTC(2026, 0, 5, 9);

/** What people and the worker read, from a ledger of a hundred incidents and from one of ten thousand. */
export const reads: Measure = {
  name: "reads",
  title: "Reads: 100 and 10,000 incidents of a hundred entries each",
  async run() {
    const found = new Map<string, Spread[]>();
    for (const size of SIZES) {
      for (const [what, times] of await readFrom(size)) found.set(what, [...(found.get(what) ?? []), times]);
    }
    const rows = [...found].map(([what, times]) => {
      const [small, large] = times as [Spread, Spread];
      return [
        what,
        `${short(small.p50)} / ${short(small.p99)}`,
        `${short(large.p50)} / ${short(large.p99)}`,
        short(large.p50 / small.p50),
        what === COUNTED
          ? "for `/metrics` alone: no aim"
          : verdict(large.p99 < 10 && large.p50 < Math.max(2 * small.p50, small.p50 + 0.2)),
      ];
    });
    const head = [
      "",
      "100 incidents: p50 / p99 ms",
      "10 000 incidents, 1 000 000 entries: p50 / p99 ms",
      "p50 to p50",
      "p99 < 10 ms and flat",
    ];
    return table(head, rows);
  },
};

async function readFrom(size: number): Promise<ReadonlyMap<string, Spread>> {
  const folder = mkdtempSync(join(tmpdir(), "pitwall-bench-"));
  const path = join(folder, "pitwall.db");
  await (await openLedger(`file:${path}`)).close();
  fill(path, size);
  const ledger = await openLedger(`file:${path}`);
  const clock = realClock();
  const parts = { ledger, rules: defaultRules, clock, random: () => 0.5, mask: (text: string) => text };
  // Each look begins with an empty cache, as if nobody had looked at this incident before.
  const lookUp = () => flowOver(parts).lookUp;
  let next = 0;
  const anyone = () => {
    next = (next + 7_919) % size;
    return next + 1;
  };
  const looks: Readonly<Record<string, () => Promise<unknown>>> = {
    "a timeline page of one incident": async () => {
      const loaded = await lookUp().byRef(`INC-${anyone()}`, OPERATOR);
      return loaded && timelineMessage(loaded);
    },
    "an incident by its channel": () => lookUp().byChannel(`C${anyone()}`, OPERATOR),
    "the list of open incidents": async () => openList(await lookUp().open(OPERATOR)),
    "the latest fifty": () => lookUp().recent(OPERATOR, 50),
    "the effects of one incident": () => ledger.effectsOf(streamOf(anyone())),
    [COUNTED]: () => ledger.effectCounts(),
    "what the worker does next": () => ledger.nextDue(clock.now()),
  };
  const found = new Map<string, Spread>();
  for (const [what, look] of Object.entries(looks)) {
    const samples: number[] = [];
    for (let count = 0; count < LOOKS / 10; count += 1) await look();
    for (let count = 0; count < LOOKS; count += 1) {
      const from = performance.now();
      const seen = await look();
      samples.push(performance.now() - from);
      if (seen === undefined) throw new Error(`Nothing was found: ${what}`);
    }
    found.set(what, spread(samples));
  }
  await ledger.close();
  rmSync(folder, { recursive: true });
  return found;
}

function streamOf(number: number): string {
  return `incident/${String(number).padStart(26, "0")}`;
}

/** Writes the rows as the bot would, without waiting for the disk. The chain of hashes is left out, since no read looks at it. */
function fill(path: string, size: number): void {
  const db = new Database(path);
  db.pragma("synchronous = OFF");
  const event = db.prepare(
    `insert into events (stream, version, type, occurred_at, recorded_at, actor, cause, body, salt, body_hash, chain)
     values (?, ?, ?, ?, ?, 'slack:U1', 'bench', ?, 'salt', 'hash', 'chain')`,
  );
  const incident = db.prepare(
    `insert into incidents (stream, ref, series, number, title, status, open, severity_rank, private, mode, channel,
       opened_at, changed_at, version, data)
     values (?, ?, 'INC', ?, ?, ?, ?, 2, 0, 'live', ?, ?, ?, ?, ?)`,
  );
  const claim = db.prepare("insert into claims (kind, value, stream) values ('channel', ?, ?)");
  const effect = db.prepare(
    `insert into outbox (key, stream, kind, mode, lane, priority, body, wanted, done, gap, patience, asked_at,
       not_before, attempts, claims, state, settled_at)
     values (?, ?, ?, ?, '', 30, '{}', 1, ?, 0, 60000, ?, ?, 0, 1, ?, ?)`,
  );
  db.transaction(() => {
    for (let number = 1; number <= size; number += 1) {
      const stream = streamOf(number);
      const at = BEGAN + number * MINUTE;
      const isOpen = number > size - OPEN;
      happenings(number, isOpen).forEach(([type, body], index) => {
        event.run(stream, index + 1, type, at + index * 1_000, at + index * 1_000, canonicalJson(body));
      });
      const status = isOpen ? "investigating" : "resolved";
      const ref = `INC-${number}`;
      const data = canonicalJson(SUMMARY);
      incident.run(stream, ref, number, titleOf(number), status, isOpen ? 1 : 0, `C${number}`, at, at, ENTRIES, data);
      claim.run(`C${number}`, stream);
      for (const kind of ["card", "topic", "announcement"])
        effect.run(`${stream}/${kind}`, stream, kind, "surface", 1, at, at, "done", at);
      for (const kind of ["open-channel", "invite", "pin-card", "bookmark-call"])
        effect.run(`${stream}/1/${kind}`, stream, kind, "act", 1, at, at, "done", at);
      if (isOpen) {
        const later = Date.now() + 60 * MINUTE + number;
        effect.run(`${stream}/remind/update`, stream, "remind", "surface", 0, at, later, "waiting", null);
      }
    }
  })();
  db.close();
}

const SUMMARY = {
  severity: "SEV2",
  unsure: false,
  commander: "U1",
  declaredBy: "U1",
  services: ["checkout"],
  channelName: "inc",
  customerSentence: null,
  members: ["U1", "U2", "U3"],
};

function titleOf(number: number): string {
  return `Checkout fails in its way ${number}`;
}

function happenings(number: number, isOpen: boolean): readonly (readonly [string, Json])[] {
  const declared = declaredBody({ ref: `INC-${number}`, number, title: titleOf(number) });
  const notes = Array.from({ length: ENTRIES - (isOpen ? 2 : 3) }, (_, index): readonly [string, Json] => [
    "NoteAdded",
    {
      text: `Error rate at ${index} %, the pool of connections is exhausted`,
      decision: index % 4 === 0,
      message: null,
    },
  ]);
  const end: readonly [string, Json] = [
    "Resolved",
    { what: "Rolled back", impactEndedAt: BEGAN, resolveAlerts: false },
  ];
  return [
    ["Declared", declared],
    ["ChannelOpened", { channel: `C${number}`, name: `inc-${number}`, byHand: false }],
    ...notes,
    ...(isOpen ? [] : [end]),
  ];
}
