import { describe, expect, it } from "vitest";
import { judgeBlocks } from "../../src/sandbox/judge/judge.ts";
import { delivery } from "../../src/slack/blocks/delivery.ts";
import type { DeliveryRow } from "../../src/slack/bot.ts";

const NOW = Date.UTC(2026, 10, 23, 9);
const loaded = { stream: "incident/x", incident: { ref: "INC-7" } } as Parameters<typeof delivery>[0];

function row(state: DeliveryRow["state"], kind: string, more: Partial<DeliveryRow> = {}): DeliveryRow {
  const key = `incident/x/${kind}`;
  return { key, kind, state, attempts: 1, error: undefined, notBefore: NOW, settledAt: undefined, ...more };
}

const shown = (...rows: readonly DeliveryRow[]) => JSON.stringify(delivery(loaded, rows).blocks);

describe("what was sent", () => {
  it("says of each thing its state, and why it failed, waits or was left out", () => {
    const text = shown(
      row("gave-up", "topic", { error: "restricted_action", attempts: 3 }),
      row("waiting", "post", { error: "no answer" }),
      row("waiting", "remind"),
      row("cancelled", "pin-card", { error: "the card was given up" }),
      row("dropped", "announcement", { error: "from before the backup" }),
      row("done", "open-channel"),
      row("done", "thread", { key: "1" }),
      row("done", "thread", { key: "2" }),
    );
    expect(text).toContain("INC-7: 3 done, 1 waiting, 1 failed");
    expect(text).toContain("Failed: Topic");
    expect(text).toContain(" · restricted_action · 3 tries");
    expect(text).toContain("Waiting: Message in the channel · no answer · next try ");
    expect(text).toContain("Left out: Pin the card · the card was given up");
    expect(text).toContain("Dropped: Announcement · from before the backup");
    expect(text).toContain("Done: Open the channel, Line in the thread (2)");
    expect(text).not.toContain("Everything");
  });

  it("has a button for each of the first failures, counts the rest, and stays within what Slack takes", () => {
    const failed = Array.from({ length: 60 }, (_, index) => row("gave-up", "post", { key: `k${index}`, error: "x" }));
    const { blocks } = delivery(loaded, failed);
    expect(JSON.stringify(blocks).match(/Try again/g)).toHaveLength(8);
    expect(JSON.stringify(blocks)).toContain("Also failed: Message in the channel (52).");
    expect(judgeBlocks(blocks as never, "message")).toEqual([]);
  });

  it("says when there is nothing to do any more", () => {
    expect(shown(row("done", "card"))).toContain("Everything that was asked for has been done.");
  });
});
