import { SECOND } from "../shared/time.ts";
import { inHistory } from "./history.ts";
import { compared, type Probe } from "./probe.ts";
import { refusedWith } from "./refused.ts";
import { sayCalled } from "./scratch.ts";

const AT_ONCE = SECOND;
const METADATA_TYPE = "pitwall_probe";
/** Below Slack's twenty a minute; nobody needs more in the channel of an incident. */
const PINS = 15;

export const messageProbes: readonly Probe[] = [
  {
    name: "history-lag",
    assumed: "a new message is in the history at once (Pitwall waits 8 s before it takes one for absent)",
    async run(scratch) {
      const posted = await scratch.post({ text: "How soon does the history show this?" });
      const from = scratch.clock.now();
      const seen = await inHistory(scratch, (message) => message.ts === posted.ts);
      const after = scratch.clock.now() - from;
      if (seen === undefined) return compared(false, `not there after ${sayMs(after)}: messages could come twice`);
      return compared(after <= AT_ONCE, `there after ${sayMs(after)}`);
    },
  },
  {
    name: "message-alone",
    assumed: "reactions.get shows a new message at once, whatever the history does",
    async run(scratch) {
      const { channel, ts: timestamp } = await scratch.post({ text: "Is this found by itself?" });
      const called = await scratch.call("reactions.get", { channel, timestamp, full: true });
      return compared(called.ok, called.ok ? "found" : sayCalled("reactions.get", called));
    },
  },
  {
    name: "metadata-kept",
    assumed: "an edit without metadata keeps the message's own",
    async run(scratch) {
      const key = "probe/1/metadata";
      const metadata = { event_type: METADATA_TYPE, event_payload: { key } };
      const { channel, ts } = await scratch.post({ text: "Before the edit", metadata });
      await scratch.must("chat.update", { channel, ts, text: "After the edit" });
      const seen = await inHistory(scratch, (message) => message.ts === ts && message.text === "After the edit");
      if (seen === undefined) return { verdict: "unclear", observed: "the history does not show the edited message" };
      const isKept = seen.metadata?.event_payload?.key === key;
      return compared(isKept, isKept ? "kept" : "gone: an edited message is not found again by its key");
    },
  },
  {
    name: "metadata-size",
    assumed: "4,000 characters of metadata are taken (Pitwall sends fewer than 200)",
    async run(scratch) {
      const event_payload = { key: "x".repeat(3_950) };
      const args = { channel: scratch.channel.id, text: "Much metadata" };
      const metadata = { event_type: METADATA_TYPE, event_payload };
      await scratch.clock.sleep(SECOND);
      const called = await scratch.call("chat.postMessage", { ...args, metadata });
      return compared(called.ok, called.ok ? "taken" : sayCalled("chat.postMessage", called));
    },
  },
  {
    name: "update-length",
    assumed: "chat.update takes 4,000 characters of text and refuses 4,001: msg_too_long",
    async run(scratch) {
      const { channel, ts } = await scratch.post({ text: "This becomes long." });
      await scratch.must("chat.update", { channel, ts, text: "x".repeat(4_000) });
      return refusedWith("msg_too_long", scratch, "chat.update", { channel, ts, text: "x".repeat(4_001) });
    },
  },
  {
    name: "date-element",
    assumed: "a rich_text date element is taken, with {ago}",
    async run(scratch) {
      const date = (format: string) => ({ type: "date", timestamp: 1_767_225_600, format, fallback: "2026-01-01" });
      const elements = [date("{date_short_pretty} {time}"), { type: "text", text: ", " }, date("{ago}")];
      const blocks = [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
      const args = { channel: scratch.channel.id, text: "A date", blocks };
      await scratch.clock.sleep(SECOND);
      const called = await scratch.call("chat.postMessage", args);
      return compared(called.ok, called.ok ? "taken" : sayCalled("chat.postMessage", called));
    },
  },
  {
    name: "block-ids",
    assumed: "a block_id stands once in a message, an action_id once in a block but again in another",
    async run(scratch) {
      const button = { type: "button", action_id: "probe", text: { type: "plain_text", text: "Nothing" } };
      const actions = (block_id: string, count: number) => ({
        type: "actions",
        block_id,
        elements: Array.from({ length: count }, () => button),
      });
      const tries = [
        { what: "one action_id in two blocks", isTaken: true, blocks: [actions("a", 1), actions("b", 1)] },
        { what: "one action_id twice in a block", isTaken: false, blocks: [actions("a", 2)] },
        { what: "one block_id twice", isTaken: false, blocks: [actions("a", 1), actions("a", 1)] },
      ];
      const found: string[] = [];
      let isSame = true;
      for (const { what, isTaken, blocks } of tries) {
        await scratch.clock.sleep(SECOND);
        const args = { channel: scratch.channel.id, text: what, blocks };
        const called = await scratch.call("chat.postMessage", args);
        const isRefused = !called.ok && called.kind === "refused" && called.error.startsWith("invalid_blocks");
        if (!called.ok && !isRefused) return { verdict: "unclear", observed: sayCalled("chat.postMessage", called) };
        isSame &&= called.ok === isTaken;
        found.push(`${what}: ${called.ok ? "taken" : "refused"}`);
      }
      return compared(isSame, found.join("; "));
    },
  },
  {
    name: "pins",
    assumed: `a channel takes ${PINS} pins`,
    async run(scratch) {
      for (let count = 1; count <= PINS; count += 1) {
        const { channel, ts } = await scratch.post({ text: `Pin ${count}` });
        const called = await scratch.call("pins.add", { channel, timestamp: ts });
        if (!called.ok && called.kind === "refused" && called.error === "too_many_pins")
          return compared(false, `refused after ${count - 1}: ${called.error}`);
        if (!called.ok) return { verdict: "unclear", observed: sayCalled("pins.add", called) };
      }
      return compared(true, `${PINS} taken`);
    },
  },
];

function sayMs(ms: number): string {
  return `${(ms / SECOND).toFixed(1)} s`;
}
