import { expect, test } from "vitest";
import { parse } from "yaml";
import { defaultRules } from "../../src/incident/rules.ts";
import { draftOf } from "../../src/postmortem/draft.ts";
import { postmortemMarkdown } from "../../src/postmortem/markdown.ts";
import { checkoutIsDown } from "../timeline/checkout-is-down.ts";
import { ANA, BO, CY, declared, type Happened, record, speech } from "../timeline/record.ts";

function markdown(...happened: readonly Happened[]): string {
  const draft = draftOf(record(...happened), defaultRules, { services: [], changes: [] });
  if (draft === undefined) throw new Error("no draft");
  return postmortemMarkdown(draft, { head: "9f3c", events: happened.length }, speech);
}

function part(of: string, from: string, to: string): string {
  return of.slice(of.indexOf(from), of.indexOf(to));
}

test("the front matter is YAML that programs read", () => {
  const [, front = ""] = markdown(...checkoutIsDown).split("---\n");
  expect(parse(front)).toEqual({
    ref: "INC-7",
    title: "Checkout returns 500s",
    severity: "SEV1",
    mode: "live",
    private: false,
    services: ["checkout", "payments"],
    started: null,
    detected: "2026-03-02 14:00 UTC",
    declared: "2026-03-02 14:00 UTC",
    acknowledged: "2026-03-02 14:02 UTC",
    mitigated: "2026-03-02 14:38 UTC",
    resolved: "2026-03-02 14:52 UTC",
    owner: "ana",
    due: "2026-03-07",
    record: "9f3c",
    events: 27,
  });
});

test("sentences cite their entries, and open questions say whom to ask", () => {
  const whole = markdown(...checkoutIsDown);
  expect(part(whole, "## Impact", "## Timeline")).toBe(`## Impact

- Card payments fail — ana (#16 14:09)
- It was over at 14:38 (said at resolve). (#26 14:52)

- **Open:** How many customers were affected, and what could they not do? (ask bo, who was in command)

`);
  expect(whole).toContain("| 19 | 14:12 | Decision by ana: Roll back v412 |");
  expect(whole.endsWith("Record of 27 events, head 9f3c.\n")).toBe(true);
});

test("every section has its heading once, in order", () => {
  const headings = markdown(...checkoutIsDown).match(/^##? .*$/gm);
  expect(headings).toEqual([
    "# INC-7: Checkout returns 500s",
    "## Summary",
    "## Impact",
    "## Timeline",
    "## Who responded",
    "## Detection",
    "## Response",
    "## Contributing factors",
    "## What went well",
    "## What went less well",
    "## Where we got lucky",
    "## What surprised us",
    "## Follow-ups",
  ]);
});

test("what people wrote is credited and keeps its lists", () => {
  const answered = markdown(
    ...checkoutIsDown,
    [60, CY, "PostmortemAnswered", { question: "well:what", text: "The rollback\n- took 4 min\n- was rehearsed" }],
    [61, BO, "PostmortemSectionEdited", { section: "surprised", text: "", over: 28 }],
  );
  expect(part(answered, "## What went well", "## What went less")).toBe(`## What went well

The rollback

- took 4 min
- was rehearsed — cy

`);
  expect(part(answered, "## What surprised us", "## Follow-ups")).toBe("## What surprised us\n\nLeft empty.\n\n");
});

test("what took more than a day says the dates", () => {
  const long = markdown([0, ANA, "Declared", declared], [2_000, ANA, "ImpactStated", { text: "3 % of orders" }]);
  expect(long).toContain("- ana declared it at 2026-03-02 14:00 as SEV2. (#1 2026-03-02 14:00)");
  expect(long).toContain("| 2 | 2026-03-03 23:20 | Impact: 3 % of orders |");
});

test("a hostile title is a title", () => {
  const hostile = markdown([0, ANA, "Declared", { ...declared, title: '<!channel> "x"\n---\n# hi | <b>' }]);
  expect(hostile).toContain(String.raw`# INC-7: &lt;!channel&gt; "x" --- # hi \| &lt;b&gt;`);
  expect(parse(hostile.split("---\n")[1] ?? "")).toMatchObject({ title: '<!channel> "x"\n---\n# hi | <b>' });
});
