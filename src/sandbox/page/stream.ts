import type { ChangeType } from "../web/protocol.ts";
import type { Change } from "./state.ts";

/**
 * Reads a stream of server-sent events until it ends, one change after the other: where one cannot be heard, none is after
 * it, and the stream is given up. The browser's own EventSource cannot be told where to go on.
 */
export async function readChanges(response: Response, heard: (change: Change) => Promise<void>): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) return;
      const events = (rest + piece.value).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const change = readChange(event);
        if (change !== undefined) await heard(change);
      }
    }
  } finally {
    await reader?.cancel();
  }
}

function readChange(event: string): Change | undefined {
  const fields = new Map(
    event.split("\n").map((line) => {
      const [, name = "", value = ""] = /^(\w*): ?(.*)$/.exec(line) ?? [];
      return [name, value] as const;
    }),
  );
  const type = fields.get("event");
  if (type === undefined) return undefined;
  const { data } = JSON.parse(fields.get("data") ?? "{}") as { data?: unknown };
  const id = fields.get("id");
  return { type: type as ChangeType, data, ...(id === undefined ? {} : { id: Number(id) }) } as Change;
}
