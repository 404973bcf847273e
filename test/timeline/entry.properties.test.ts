import fc from "fast-check";
import { expect, test } from "vitest";
import { entriesOf } from "../../src/timeline/entry.ts";
import { sayLine } from "../../src/timeline/line.ts";
import { timelineMarkdown } from "../../src/timeline/markdown.ts";
import { inertText } from "../../src/timeline/markdown-text.ts";
import { milestonesOf } from "../../src/timeline/milestones.ts";
import { anyErasedEvents, anyEvents, anyText } from "../incident/arbitrary-events.ts";
import { speech } from "./record.ts";

const many = { numRuns: 500 };

test("every event has exactly one entry, in the order of happening", () => {
  fc.assert(
    fc.property(anyErasedEvents, (events) => {
      const entries = entriesOf(events);
      expect(entries.map((entry) => entry.seq).toSorted((a, b) => a - b)).toEqual(events.map((event) => event.version));
      for (const [index, entry] of entries.entries()) {
        const next = entries[index + 1];
        if (next === undefined) continue;
        expect(entry.occurredAt - next.occurredAt || entry.seq - next.seq).toBeLessThan(0);
      }
    }),
    many,
  );
});

test("every entry says something, and what is struck is not key", () => {
  fc.assert(
    fc.property(anyErasedEvents, (events) => {
      for (const entry of entriesOf(events)) {
        expect(sayLine(entry.text, speech)).not.toBe("");
        expect(entry.key && entry.struck).toBe(false);
      }
    }),
    many,
  );
});

test("later events never change what an earlier one says, but by correcting, striking, editing, removing, masking or undoing it", () => {
  const amending = new Set(["EntryCorrected", "EntryStruck", "MessageEdited", "MessageRemoved", "Masked"]);
  // What others refer to comes before them in a lawful stream; these streams are not all lawful.
  const referredTo = new Set(["AlertJoined", "PageAsked", "PageSent", "UpdateGiven"]);
  fc.assert(
    fc.property(anyEvents, (events) => {
      const last = events.at(-1);
      fc.pre(last !== undefined && events.length > 1 && !("undo" in last.body));
      fc.pre(!amending.has(last.type) && !referredTo.has(last.type));
      const before = entriesOf(events.slice(0, -1));
      expect(entriesOf(events).filter((entry) => entry.seq !== last.version)).toEqual(before);
    }),
    many,
  );
});

test("a user part only ever holds a user of the record", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      for (const part of entriesOf(events).flatMap((entry) => entry.text)) {
        if (part.kind === "user") expect(["U1", "U2", "U3"]).toContain(part.user);
      }
    }),
    many,
  );
});

test("milestones rest on events of the record", () => {
  fc.assert(
    fc.property(anyErasedEvents, (events) => {
      for (const fact of Object.values(milestonesOf(events))) expect(events[fact.seq - 1]?.body).not.toBeNull();
    }),
    many,
  );
});

test("hostile text cannot leave its cell", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const rows = timelineMarkdown(entriesOf(events), speech).split(/[\n\r\u2028\u2029]/);
      expect(rows).toHaveLength(events.length + 2);
      for (const row of rows) {
        expect(row.replaceAll(/\\./g, "").split("|")).toHaveLength(5);
        expect(row).not.toMatch(/<|>/);
      }
    }),
    many,
  );
});

test("hostile text begins no heading, rule, fence, quote, table or HTML of its own", () => {
  fc.assert(
    fc.property(
      fc.array(anyText).map((texts) => texts.join("\n")),
      (text) => {
        const written = inertText(text);
        expect(written).not.toMatch(/<|>/);
        expect(written.replaceAll(/\\./gs, "")).not.toMatch(/[|`*~[\]]/);
        for (const row of written.split("\n")) {
          const content = row.replace(/^(?:- |\d+\. )/, "");
          expect(content).not.toMatch(/^(?:\s|#|-|\+|=|\d+[.)])/);
        }
      },
    ),
    many,
  );
});
