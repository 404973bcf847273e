import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { openLedger } from "../../src/ledger/open.ts";
import { movableClock } from "../../src/sandbox/clock.ts";
import { startPagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import { runs as runsWith } from "./terminal.ts";

let folder: string;
let env: Readonly<Record<string, string>>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-cli-"));
  env = { DATABASE_URL: `file:${folder}/pitwall.db`, CATALOG_PATH: "examples/acme/catalog" };
});
afterEach(() => rmSync(folder, { recursive: true }));

function runs(...args: readonly string[]) {
  return runsWith(["incident", ...args], { env });
}

async function dataOf(word: string, ...args: readonly string[]): Promise<unknown> {
  const { code, out } = await runs(word, "--json", ...args);
  expect(code).toBe(0);
  return JSON.parse(out);
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test("declaring records the incident, and says that it waits for the bot", async () => {
  const { code, out, err } = await runs("declare", "Checkout returns 500s", "sev1", "service:checkout");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toBe(
    "INC-1 declared: SEV1 · Checkout returns 500s\n" +
      "Nobody is paged: PagerDuty is not set up.\n" +
      "No bot is running now: recorded; it will be done when the bot runs.\n",
  );
});

test("while a bot holds the role of the worker, nothing is said of waiting", async () => {
  const ledger = await openLedger(env["DATABASE_URL"] ?? "");
  await ledger.holdLease("worker", "elsewhere/1/1/worker", Date.now(), 60_000);
  await ledger.close();
  expect((await runs("declare", "Slow search", "sev4")).out).toBe("INC-1 declared: SEV4 · Slow search\n");
});

test.each([
  [["Login", "is", "down"], { ref: "INC-1", title: "Login is down", severity: "SEV2", unsure: true, mode: "live" }],
  [["Login down", "sev3", "drill"], { ref: "DRILL-1", severity: "SEV3", mode: "drill", private: false }],
  [["Leak", "--private", "--sev1"], { ref: "SEC-1", series: "SEC", severity: "SEV1", private: true }],
  [["Leak", "--sev=2", "--service", "cart", "--service=orders"], { severity: "SEV2", services: ["orders", "cart"] }],
  [["--triage", "Odd graph"], { title: "Odd graph", status: "triage" }],
  [["--", "--odd title"], { title: "--odd title" }],
])("declare %j is understood", async (words, found) => {
  expect(await dataOf("declare", ...words)).toMatchObject(
    "services" in found ? { ...found, services: expect.arrayContaining(found.services) } : found,
  );
});

test("a private incident that nobody can get into is warned of", async () => {
  expect((await runs("declare", "Leak", "private", "sev4")).out).toContain("--as EMAIL");
});

test("declaring for somebody who is known invites this person", async () => {
  const ledger = await openLedger(env["DATABASE_URL"] ?? "");
  const ana = { id: "U1ANA", name: "ana", email: "ana@acme.example", zone: undefined, deleted: false, seenAt: 0 };
  await ledger.savePerson(ana);
  await ledger.close();
  expect(await dataOf("declare", "Leak", "private", "--as", "Ana@acme.example")).toMatchObject({
    declaredBy: { id: "U1ANA", name: "ana" },
  });
  const stranger = await runs("declare", "Leak", "--as", "zoe@acme.example");
  expect(stranger).toMatchObject({ code: 1, out: "", err: expect.stringContaining("zoe@acme.example") });
});

test("declaring says whom it will page, and records the page for the bot to send", async () => {
  const clock = movableClock({ start: Date.UTC(2026, 10, 23, 9), running: false });
  const pagerduty = await startPagerDuty({ clock });
  env = {
    ...env,
    PAGERDUTY_API_TOKEN: pagerduty.token,
    PAGERDUTY_FROM_EMAIL: "eli@acme.example",
    PAGERDUTY_API_URL: pagerduty.url,
  };
  const { out } = await runs("declare", "Checkout down", "sev1", "service:checkout", "service:nonesuch");
  const unnamed = await runs("declare", "Something down", "sev1");
  const drill = await runs("declare", "Checkout down", "sev1", "service:checkout", "drill");
  await pagerduty.stop();
  clock.stop();
  expect(out.split("\n").slice(1, 3)).toEqual([
    "Pages checkout (bo).",
    'Not paged: nonesuch (PagerDuty knows no service "nonesuch").',
  ]);
  expect(unnamed.out).toContain("Nobody is paged: no service was named (service:checkout).\n");
  expect(drill.out).not.toMatch(/page/i);
  expect(pagerduty.pagesSent()).toEqual([]);
  const entries = (await dataOf("timeline", "1")) as readonly { readonly kind: string }[];
  expect(entries.map(({ kind }) => kind)).toEqual(["declared", "page"]);
});

describe("an incident", () => {
  beforeEach(async () => {
    await runs("declare", "Checkout returns 500s", "sev1", "service:checkout");
  });

  it.each(["1", "INC-1", "inc-1", "#INC-1"])("is shown by %s", async (ref) => {
    expect(await dataOf("show", ref)).toEqual({
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      ref: "INC-1",
      number: 1,
      series: "INC",
      title: "Checkout returns 500s",
      severity: "SEV1",
      unsure: false,
      status: "investigating",
      mode: "live",
      private: false,
      channel: null,
      commander: null,
      roles: {},
      services: ["checkout"],
      milestones: { detected: expect.stringMatching(ISO), declared: expect.stringMatching(ISO) },
      pagerduty: [],
      impact: null,
      declaredBy: null,
      update: null,
      resolution: null,
      customerSentence: null,
      troubles: [],
      version: 1,
      chain: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("is noted on, moved and resolved by whoever sits at the machine", async () => {
    await runs("note", "INC-1", "disk", "at", "91", "percent", "10 min ago");
    expect((await runs("status", "1", "identified")).out).toContain("INC-1 is Identified.\n");
    expect((await runs("status", "1", "identified")).out).toContain("INC-1 is already Identified.\n");
    expect((await runs("resolve", "1", "Rolled back v412")).out).toMatch(/^INC-1 resolved after \d+ s\.\n/);
    expect(await dataOf("show", "1")).toMatchObject({ status: "resolved", resolution: "Rolled back v412" });

    const entries = (await dataOf("timeline", "1")) as readonly Record<string, unknown>[];
    expect(entries.map(({ kind, seq, actor, source, struck }) => [kind, seq, actor, source, struck])).toEqual(
      [
        ["note", 2],
        ["declared", 1],
        ["status", 3],
        ["resolved", 4],
      ].map((each) => [...each, `cli:${userInfo().username}`, "cli", false]),
    );
    for (const entry of entries) {
      expect(Object.keys(entry)).toEqual("seq kind text actor occurredAt recordedAt source key struck".split(" "));
      expect(entry).toMatchObject({
        text: expect.any(String),
        occurredAt: expect.stringMatching(ISO),
        recordedAt: expect.stringMatching(ISO),
        key: true,
      });
    }
    const [note] = entries;
    expect(Date.parse(String(note?.["recordedAt"])) - Date.parse(String(note?.["occurredAt"]))).toBeCloseTo(
      600_000,
      -4,
    );
  });

  it("is told in words and as Markdown", async () => {
    await runs("note", "1", "`disk` at | 91 %");
    expect((await runs("timeline", "1")).out).toMatch(
      /^\d\d:\d\d {2}\* {2}.+\n\d\d:\d\d {2}\* {2}.*: `disk` at \| 91 %\n\n/,
    );
    expect((await runs("timeline", "1", "--md")).out).toContain(String.raw`\`disk\` at \| 91 % |`);
    expect((await runs("show", "1")).out).toMatch(/^INC-1 · SEV1 · Checkout returns 500s\n\nStatus +Investigating\n/);
    expect((await runs("show", "1", "--md")).out).toContain(
      "# INC-1 · SEV1 · Checkout returns 500s\n\n- Status: Investigating\n",
    );
  });

  it("has a postmortem, as Markdown and as data", async () => {
    const { out } = await runs("postmortem", "1");
    expect(out).toMatch(/^---\nref: "INC-1"\n/);
    expect((await runs("postmortem", "1", "--md")).out).toBe(out);
    expect(await dataOf("postmortem", "1")).toMatchObject({
      ref: "INC-1",
      sections: expect.arrayContaining([expect.objectContaining({ id: "summary", from: "record" })]),
      questions: expect.arrayContaining([expect.objectContaining({ section: "impact" })]),
      record: { events: 1 },
    });
  });

  it("is listed with the others, newest first; open ones the worst first", async () => {
    await runs("declare", "Slow search", "sev3");
    await runs("declare", "Leak", "private", "sev2");
    await runs("resolve", "2", "Reindexed");
    const refs = async (...args: readonly string[]) =>
      ((await dataOf("list", ...args)) as readonly { ref: string }[]).map(({ ref }) => ref).sort();
    expect(await refs()).toEqual(["INC-1", "INC-2", "SEC-1"]);
    expect(await refs("--open")).toEqual(["INC-1", "SEC-1"]);
    const [one] = (await dataOf("list", "--open")) as readonly unknown[];
    expect(one).toEqual(await dataOf("show", "1"));
    const lines = (await runs("list", "--open")).out.split("\n");
    expect(lines[0]).toMatch(
      /^INC-1 {2}SEV1 {2}Investigating {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}nobody in command {2}Checkout/,
    );
    expect((await runs("list", "--md")).out).toContain("| INC-2 | SEV3 | Resolved |");
  });

  it("shows what people typed as text and nothing else", async () => {
    await runs("declare", "\u001b[2J\u0007red \u202Eevil\u0000 \uD800", "sev3");
    for (const args of [["list"], ["show", "2"], ["timeline", "2"]]) {
      expect((await runs(...args)).out).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E]/u);
    }
  });

  it("refuses what the rules refuse, in a sentence", async () => {
    await runs("resolve", "1", "Rolled back");
    const { code, out, err } = await runs("status", "1", "monitoring");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe("INC-1 is resolved. `/incident reopen` opens it again.\n");
  });

  it("hides a secret before it is stored", async () => {
    await runs("note", "1", "the token is xoxb-1234-secret-word");
    expect((await runs("timeline", "1")).out).not.toContain("secret-word");
  });

  it("is verified, and a change by hand is found", async () => {
    const verify = (...args: readonly string[]) => runsWith(["verify", ...args], { env });
    expect(await verify()).toEqual({ code: 0, out: "The record of everything is whole.\n", err: "" });
    expect(await verify("inc-1")).toEqual({ code: 0, out: "The record of INC-1 is whole.\n", err: "" });
    expect(await verify("INC-9")).toMatchObject({ code: 1, out: "" });

    const db = new Database(`${folder}/pitwall.db`);
    db.exec("update events set body = replace(body, '500s', '200s')");
    db.close();
    expect(await verify("1")).toEqual({ code: 1, out: "INC-1, event 1: its body was changed\n", err: "" });
    const { code, out } = await verify("--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ whole: false, faults: [{ ref: "INC-1", version: 1 }] });
  });
});

test("what is not there is said, and no name of it is given away", async () => {
  for (const args of [
    ["show", "7"],
    ["timeline", "SEC-1"],
    ["note", "nonsense", "x"],
  ]) {
    const { code, out, err } = await runs(...args);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^There is no incident \S+\. pitwall incident list shows all\.\n$/);
  }
  expect(await dataOf("list")).toEqual([]);
  expect((await runs("list")).out).toBe("There are no incidents.\n");
});
