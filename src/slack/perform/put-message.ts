import type { Outcome, Task } from "../../flow/performer.ts";
import type { Clock } from "../../shared/time.ts";
import { SECOND } from "../../shared/time.ts";
import type { Message } from "../text.ts";
import type { Ask } from "./asking.ts";

/** Where a message stands. */
export type Place = { readonly channel: string; readonly ts: string };

/** Slack's history lags behind what was posted: "not there" is believed only this long after the attempt. */
const HISTORY_LAG = 8 * SECOND;
const METADATA_TYPE = "pitwall_effect";
/** The message of the thread is gone. */
const PARENT_GONE = ["cannot_reply_to_message", "thread_not_found"];
/** The message that a surface stood in is gone, or was never there. */
const GONE = ["message_not_found", "cant_update_message", "edit_window_closed"];

export type PutMessage = {
  /** Posts once: after an attempt without an answer it looks for the message by the effect's key first. */
  once(task: Task, to: { readonly channel: string; readonly thread?: string }, message: Message): Promise<Outcome>;
  /** Posts the surface, later edits it in place. Nothing is sent when it shows this already. */
  surface(task: Task, channel: string, message: Message): Promise<Outcome>;
};

export function puttingMessages(ask: Ask, clock: Clock, digest: (value: unknown) => string): PutMessage {
  async function find(task: Task, channel: string, thread: string | undefined): Promise<Place | Outcome | undefined> {
    if (task.unknownSince === undefined) return undefined;
    const oldest = String(Math.floor(task.unknownSince / 1000) - 5);
    const found = await ask<{ messages?: readonly Posted[] }>(
      thread === undefined ? "conversations.history" : "conversations.replies",
      {
        channel,
        oldest,
        limit: 200,
        include_all_metadata: true,
        ...(thread === undefined ? {} : { ts: thread }),
      },
      // The message that the thread hangs on may be too young to be shown itself.
      ["thread_not_found"],
    );
    if (found.stop !== undefined) return "gaveUp" in found.stop ? found.stop : keepUnknown(found.stop);
    const mine = found.data?.messages?.find((one) => one.metadata?.event_payload?.key === task.key);
    if (mine !== undefined) return { channel, ts: mine.ts };
    const since = clock.now() - task.unknownSince;
    if (since >= HISTORY_LAG) return undefined;
    return {
      retry: "waiting for Slack's history to show whether it was posted",
      afterMs: HISTORY_LAG - since,
      unknown: true,
    };
  }

  async function once(
    task: Task,
    to: { readonly channel: string; readonly thread?: string },
    message: Message,
  ): Promise<Outcome> {
    const found = await find(task, to.channel, to.thread);
    if (found !== undefined) return "ts" in found ? { done: true, ref: found, shown: digest(message) } : found;
    return post(task, to, message);
  }

  async function post(
    task: Task,
    to: { readonly channel: string; readonly thread?: string },
    message: Message,
  ): Promise<Outcome> {
    const posted = await ask<{ ts: string; channel: string }>("chat.postMessage", {
      channel: to.channel,
      text: message.text,
      blocks: message.blocks,
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: METADATA_TYPE, event_payload: { key: task.key } },
      ...(to.thread === undefined ? {} : { thread_ts: to.thread }),
    });
    if (posted.stop !== undefined) return to.thread === undefined ? posted.stop : unlessParentGone(posted.stop);
    if (posted.data === undefined) return { retry: "chat.postMessage: an empty answer", unknown: true };
    return { done: true, ref: { channel: posted.data.channel, ts: posted.data.ts }, shown: digest(message) };
  }

  return {
    once,
    async surface(task, channel, message) {
      const place = (task.ref as Place | undefined) ?? (await find(task, channel, undefined));
      if (place === undefined) return post(task, { channel }, message);
      if (!("ts" in place)) return place;
      const shown = digest(message);
      if (shown === task.shown && task.unknownSince === undefined) return { done: true, shown };
      const { text, blocks } = message;
      const updated = await ask("chat.update", { channel: place.channel, ts: place.ts, text, blocks });
      // Its place is told again, since it may just have been found; it was posted before what it shows now was true.
      if (updated.stop === undefined) return { done: true, ref: place, shown };
      return isRefusedWith(updated.stop, GONE)
        ? { retry: "the message is gone", afterMs: 0, unknown: false, forgetRef: true }
        : updated.stop;
    },
  };
}

type Posted = { readonly ts: string; readonly metadata?: { readonly event_payload?: { readonly key?: string } } };

/** Reading failed: whether the post happened stays as unknown as it was. */
function keepUnknown(stop: Outcome): Outcome {
  return "retry" in stop ? { ...stop, unknown: true } : stop;
}

/** Somebody deleted what stands above the thread; it is put anew, and the line goes there. */
function unlessParentGone(stop: Outcome): Outcome {
  if (!isRefusedWith(stop, PARENT_GONE)) return stop;
  return { retry: "the message of the thread is gone and is put anew", afterMs: 5 * SECOND, unknown: false };
}

function isRefusedWith(stop: Outcome, errors: readonly string[]): boolean {
  return "gaveUp" in stop && errors.some((error) => stop.gaveUp.includes(error));
}
