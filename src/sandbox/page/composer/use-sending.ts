import { useState } from "react";
import { useStore } from "../client.tsx";
import { SLACKBOT } from "../people.ts";
import { problemOf } from "../problem.ts";
import type { Store } from "../store.ts";

type To = { readonly channel: string; readonly thread: string | undefined };

/** Sends what was written: as a message, or as a slash command. */
export function useSending(to: To) {
  const store = useStore();
  const [sending, setSending] = useState(0);
  const [problem, setProblem] = useState<string>();

  /** Whether it was taken. */
  async function send(text: string, files: readonly File[]): Promise<boolean> {
    setProblem(undefined);
    setSending((count) => count + 1);
    try {
      await (text.startsWith("/") && files.length === 0
        ? sendCommand(store, to, text)
        : sendMessage(store, to, text, files));
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setSending((count) => count - 1);
    }
  }

  return { send, isSending: sending > 0, problem };
}

async function sendMessage({ act, upload }: Store, { channel, thread }: To, text: string, files: readonly File[]) {
  const ids = await Promise.all(files.map(upload));
  await act({
    do: "says",
    channel,
    text,
    ...(thread === undefined ? {} : { thread }),
    ...(ids.length === 0 ? {} : { files: ids }),
  });
}

async function sendCommand(store: Store, { channel, thread }: To, text: string): Promise<void> {
  const [name = ""] = text.split(/\s/);
  if (thread !== undefined) throw new Error(`${name} is not supported in threads. Sorry!`);
  const { failure } = await store.act({ do: "types", channel, text });
  if (failure === undefined) return;
  // What Slack itself says is seen by nobody else, and kept nowhere.
  store.tell({
    type: "ephemeral",
    data: {
      channel,
      type: "message",
      ts: (store.now() / 1_000).toFixed(6),
      user: SLACKBOT,
      team: "",
      text: failure,
      is_ephemeral: true,
    },
  });
}
