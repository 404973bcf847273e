import type { Ledger } from "../../src/ledger/ledger.ts";
import type { PagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import type { Blocks } from "../../src/sandbox/slack/model.ts";
import type { World } from "../../src/sandbox/world.ts";

/**
 * All that is left behind, but for what `MAY_DIFFER` names: the same whether or not the bot died on the way.
 */
export type Picture = {
  readonly record: readonly string[];
  readonly faults: readonly string[];
  /** Effects that are not done in the end, with the reason. */
  readonly undone: readonly string[];
  readonly channels: Readonly<Record<string, Room>>;
  readonly pagerduty: readonly string[];
  readonly pages: readonly string[];
  readonly refused: readonly string[];
};

type Room = {
  readonly topic: string;
  readonly archived: boolean;
  readonly members: readonly string[];
  readonly messages: readonly string[];
  readonly pins: readonly string[];
  readonly bookmarks: readonly string[];
};

/** Where history lags, the message that a thread hangs on may not show yet: the bot knows, and asks again. */
const THREAD_TOO_YOUNG = "thread_not_found";
/** By PagerDuty's answer or by its webhook. */
const TOLD_BY_EITHER = new Set(["AlertJoined", "PageSent"]);

export async function pictureOf(world: World, pagerduty: PagerDuty, ledger: Ledger): Promise<Picture> {
  const { channels, users } = world.slack.workspace;
  const nameOf = (id: string) => users.get(id)?.name ?? id;
  const known = new Map<string, string>();
  for (const channel of channels.values()) {
    known.set(
      channel.id,
      channel.kind === "im" ? [...channel.members].map(nameOf).sort().join("+") : `#${channel.name}`,
    );
  }
  for (const [index, incident] of pagerduty.incidents().entries()) known.set(incident.id, `pd-${index + 1}`);
  const plain = (value: unknown) => timeless(JSON.stringify(value), known);

  const record: string[] = [];
  const undone: string[] = [];
  for (const stream of await ledger.streams("")) {
    for (const { type, actor, body } of await ledger.read(stream)) {
      if (type === "RespondersFound") continue;
      if (type === "AlertResolved") record.push(plain([type, nameless(body as Readonly<Record<string, unknown>>)]));
      else if (TOLD_BY_EITHER.has(type)) record.push(plain([type, named(body as Readonly<Record<string, unknown>>)]));
      else record.push(plain([type, actor.replace(/^pagerduty:.*/, "pagerduty"), body]));
    }
    for (const effect of await ledger.effectsOf(stream)) {
      if (effect.state === "done" || effect.state === "cancelled") continue;
      if (effect.kind === "remind" || effect.kind === "tell-opened") continue;
      undone.push(`${effect.kind} is ${effect.state}: ${effect.error ?? "no reason"}`);
    }
  }
  const rooms = [...channels.values()].map((channel): readonly [string, Room] => [
    known.get(channel.id) ?? channel.id,
    {
      topic: channel.topic.value,
      archived: channel.archived,
      members: [...channel.members].map(nameOf).sort(),
      messages: channel.messages
        .filter(({ subtype }) => subtype !== "channel_topic")
        .map(({ subtype, user, text, blocks, thread_ts, ts }) =>
          plain([nameOf(user), subtype ?? "", thread_ts !== undefined && thread_ts !== ts, text, lasting(blocks)]),
        )
        .sort(),
      pins: channel.pins
        .map((pin) => plain(channel.messages.find((message) => message.ts === pin.ts)?.text ?? "gone"))
        .sort(),
      bookmarks: channel.bookmarks.map(({ title, link }) => `${title} ${link}`).sort(),
    },
  ]);
  return {
    record: record.sort(),
    faults: (await ledger.verify()).map((fault) => JSON.stringify(fault)),
    undone: undone.sort(),
    channels: Object.fromEntries(rooms.sort(([a], [b]) => (a < b ? -1 : 1))),
    pagerduty: pagerduty
      .incidents()
      .map(({ title, status, service, notes, alerts, requests }: PagerDutyIncident) =>
        plain({
          title,
          status,
          service,
          notes: notes.map((note) => note.content).sort(),
          alerts: alerts.length,
          requests,
        }),
      )
      .sort(),
    pages: pagerduty
      .pagesSent()
      .map((page) => plain(page))
      .sort(),
    refused: world.slack
      .refusals()
      .filter(({ method, answer }) => method !== "conversations.replies" || answer["error"] !== THREAD_TOO_YOUNG)
      .map((call) => `${call.method}: ${JSON.stringify(call.answer)}`),
  };
}

/** Whom Slack could name at once shows in the members of the channel. */
function named({ invite: _invite, unnamed: _unnamed, ...body }: Readonly<Record<string, unknown>>): unknown {
  return body;
}

/** In whose name we resolved it in PagerDuty, or who did so there. */
function nameless({ by: _by, ...body }: Readonly<Record<string, unknown>>): unknown {
  return body;
}

type PagerDutyIncident = ReturnType<PagerDuty["incidents"]>[number] & { readonly requests?: unknown };

/** Blocks without their ids, and without buttons that are taken off once they are answered. */
function lasting(blocks: Blocks | undefined): unknown {
  return blocks
    ?.filter((block) => !JSON.stringify(block).includes('"action_id":"accept-handover"'))
    .map(({ block_id: _, ...block }) => block);
}

function timeless(text: string, known: ReadonlyMap<string, string>): string {
  let plain = text;
  for (const [id, name] of known) plain = plain.replaceAll(id, name);
  return (
    plain
      .replaceAll(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, "<ulid>")
      .replaceAll(/\b[0-9a-f]{64}\b|(?<=[Rr]ecord )[0-9a-f]{4,}/g, "<hash>")
      // The version at which a button was drawn.
      .replaceAll(/(?<=\\"v\\*":)\d+/g, "<version>")
      .replaceAll(/<!date\^\d+\^[^>]*>/g, "<date>")
      .replaceAll(/\b\d{10}\.\d{6}\b/g, "<ts>")
      .replaceAll(/\/p\d{16}\b/g, "/<ts>")
      .replaceAll(/\b1\d{12}\b/g, "<instant>")
      .replaceAll(/\b1\d{9}\b/g, "<second>")
      .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<date>")
      .replaceAll(/\b\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?/g, "<date>")
      .replaceAll(/\b\d\d:\d\d(?::\d\d)?\b/g, "<time>")
      .replaceAll(/\b(?:after )?\d+ (?:s|sec|seconds?|min|minutes?)(?: \d+ s)?\b(?: ago)?|just now/g, "<duration>")
      .replaceAll(/\b[QPR][0-9A-Z]{12,13}\b/g, "<pd-id>")
  );
}
