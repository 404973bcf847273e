import { expect, test } from "vitest";
import { movableClock } from "../../src/sandbox/clock.ts";
import { startPagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import { runs } from "./terminal.ts";

const env = { CATALOG_PATH: "examples/acme" };

test("answers a question with its source, in words and as data", async () => {
  const said = await runs(["ask", "who", "owns", "checkout?"], { env });
  expect(said).toMatchObject({ code: 0, err: "" });
  expect(said.out).toContain("Payments");
  expect(said.out).toContain("catalog/checkout.yaml:");

  const { code, out } = await runs(["ask", "who owns checkout?", "--json"], { env });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    answerable: true,
    intent: expect.any(String),
    entities: ["component:default/checkout"],
    sources: [expect.stringMatching(/^catalog\/checkout\.yaml:\d+$/)],
    text: expect.any(String),
    options: [],
    confidence: expect.any(Number),
  });
});

test("sends to the configured channel whom nobody can answer", async () => {
  const { code, out } = await runs(["ask", "what is the wifi password?", "--json", "--catalog", "examples/acme"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ answerable: false, ask: { group: null, channel: "#ask-platform" } });
});

test("asks PagerDuty who is on call, where it is set up", async () => {
  const clock = movableClock({ start: Date.UTC(2026, 10, 23, 9), running: false });
  const pagerduty = await startPagerDuty({ clock });
  const access = { PAGERDUTY_API_TOKEN: pagerduty.token, PAGERDUTY_FROM_EMAIL: "eli@acme.example" };
  const { out } = await runs(["ask", "who is on call for checkout?"], {
    env: { ...env, ...access, PAGERDUTY_API_URL: pagerduty.url },
  });
  await pagerduty.stop();
  clock.stop();
  expect(out).toContain("bo");
});

test("answers each line of standard input with one line, in order, whatever stands in it", async () => {
  const input = [
    "who owns check",
    "out?\n\n",
    `${"x".repeat(300_000)}\n`,
    "\u0000\u001b[2J\u2028{}\n",
    new Uint8Array([0xff, 0xfe, 0x0a]),
    "how do I deploy checkout?\r\n",
    "who owns search?",
  ];
  const { code, out, err } = await runs(["ask", "--stdin", "--json"], { env, input });
  expect([code, err]).toEqual([0, ""]);
  const lines = out.trimEnd().split("\n");
  expect(lines).toHaveLength(7);
  const answers = lines.map((line) => JSON.parse(line) as { readonly entities: readonly string[] });
  expect(answers.map(({ entities }) => entities[0] ?? null)).toEqual([
    "component:default/checkout",
    null,
    null,
    null,
    null,
    "component:default/checkout",
    "component:default/search",
  ]);
});

test("answers a line before the next one is asked", async () => {
  const order: string[] = [];
  const { run } = await import("../../src/cli/run.ts");
  async function* input() {
    yield new TextEncoder().encode("who owns checkout?\n");
    order.push("asked the second");
    yield new TextEncoder().encode("who owns search?\n");
  }
  await run(["ask", "--stdin", "--json"], {
    env,
    input: input(),
    say: async () => void order.push("answered"),
    note: () => {},
  });
  expect(order).toEqual(["answered", "asked the second", "answered"]);
});

test("without a catalog it says what is missing", async () => {
  expect(await runs(["ask", "who?"])).toEqual({
    code: 1,
    out: "",
    err: "There is no catalog: set CATALOG_PATH, or name a folder.\n",
  });
  expect(await runs(["ask", "who?", "--catalog", "/nowhere"])).toMatchObject({
    code: 1,
    err: "There is no catalog in /nowhere.\n",
  });
});
