import type { Outcome, Task } from "../../flow/performer.ts";
import { SECOND } from "../../shared/time.ts";
import type { CreatedFor } from "../limiter.ts";
import type { Ask } from "./asking.ts";

const NAME_MAX = 80;
const SUFFIXES = ["", "-2", "-3", "-4", "-5"];
/** Slack's clock and ours may differ a little. */
const SKEW = 5 * SECOND;

export type ChannelWish = {
  readonly template: string;
  readonly ref: string;
  readonly number: number;
  readonly title: string;
  readonly private: boolean;
  readonly createdFor: CreatedFor;
};

/**
 * Opens the channel once. `conversations.create` has no key by which to ask whether it happened, so a channel is adopted
 * when it bears an intended name, was made by this bot, and not before the first attempt.
 */
export async function openChannel(task: Task, wish: ChannelWish, ask: Ask, me: string): Promise<Outcome> {
  const names = SUFFIXES.map((suffix) => channelName(wish, suffix));
  if (task.unknownSince !== undefined) {
    const mine = await findMine(task, names, ask, me);
    if (mine !== undefined) return mine;
  }
  for (const name of names) {
    const created = await ask<{ channel: { id: string; name: string } }>(
      "conversations.create",
      { name, is_private: wish.private },
      ["name_taken"],
      wish.createdFor,
    );
    if (created.stop !== undefined) return created.stop;
    if (created.data !== undefined) return opened(created.data.channel);
    // Taken: perhaps by an attempt whose answer was lost and which the list did not show yet.
    const mine = await findMine(task, [name], ask, me);
    if (mine !== undefined) return mine;
  }
  return { gaveUp: `conversations.create: the names ${names[0]} to ${names.at(-1)} are all taken` };
}

/** `inc-7-checkout-returns-500s`; letters of other scripts are dropped, since Slack documents only these. */
function channelName(wish: Pick<ChannelWish, "template" | "ref" | "number" | "title">, suffix = ""): string {
  const [series = "inc"] = wish.ref.toLowerCase().split("-");
  const filled = wish.template
    .replace(/^inc(?=-)/, series)
    .replaceAll("{number}", String(wish.number))
    .replaceAll("{ref}", wish.ref)
    .replaceAll("{slug}", wish.title);
  const slug = filled
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f']/g, "")
    .replaceAll(/[^a-z0-9_]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return slug.slice(0, NAME_MAX - suffix.length).replace(/-+$/, "") + suffix;
}

type Listed = { readonly id: string; readonly name: string; readonly creator?: string; readonly created?: number };

async function findMine(task: Task, names: readonly string[], ask: Ask, me: string): Promise<Outcome | undefined> {
  let cursor = "";
  do {
    const listed = await ask<{ channels?: readonly Listed[]; response_metadata?: { next_cursor?: string } }>(
      "users.conversations",
      {
        types: "public_channel,private_channel",
        exclude_archived: false,
        limit: 200,
        ...(cursor === "" ? {} : { cursor }),
      },
    );
    // Not being able to ask leaves it as unknown as it was.
    if (listed.stop !== undefined) return "retry" in listed.stop ? { ...listed.stop, unknown: true } : listed.stop;
    const mine = listed.data?.channels?.find(
      (one) => names.includes(one.name) && one.creator === me && (one.created ?? 0) * 1000 >= task.firstTriedAt - SKEW,
    );
    if (mine !== undefined) return opened(mine);
    cursor = listed.data?.response_metadata?.next_cursor ?? "";
  } while (cursor !== "");
  return undefined;
}

function opened(channel: { readonly id: string; readonly name: string }): Outcome {
  return { done: true, result: { channel: channel.id, name: channel.name } };
}
