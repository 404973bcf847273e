import { expect, test } from "vitest";
import type { Change } from "../../../src/sandbox/page/state.ts";
import { readChanges } from "../../../src/sandbox/page/stream.ts";

async function read(pieces: readonly string[]): Promise<Change[]> {
  const body = new ReadableStream({
    start(stream) {
      const encoder = new TextEncoder();
      for (const piece of pieces) stream.enqueue(encoder.encode(piece));
      stream.close();
    },
  });
  const heard: Change[] = [];
  await readChanges(new Response(body), async (change) => void heard.push(change));
  return heard;
}

const told =
  'retry: 1000\n: connected\n\nid: 7\nevent: caption\ndata: {"data":"Grüße"}\n\nevent: world\ndata: {"data":null}\n\n';

test("changes are heard with what they are numbered", async () => {
  expect(await read([told])).toEqual([
    { type: "caption", id: 7, data: "Grüße" },
    { type: "world", data: null },
  ]);
});

test("where the network cuts the stream makes no difference", async () => {
  for (let at = 1; at < told.length; at += 1) {
    expect(await read([told.slice(0, at), told.slice(at)])).toEqual(await read([told]));
  }
});

test("what breaks off in the middle is not heard", async () => {
  expect(await read(["id: 8\nevent: caption\ndata: {"])).toEqual([]);
});

test("where one cannot be heard, none is after it, and the stream is given up", async () => {
  let isGivenUp = false;
  const body = new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode(told)),
    cancel() {
      isGivenUp = true;
    },
  });
  const heard: string[] = [];
  const reading = readChanges(new Response(body), async ({ type }) => {
    heard.push(type);
    await Promise.reject(new Error("The state cannot be asked for."));
  });
  await expect(reading).rejects.toThrow("The state cannot be asked for.");
  expect(heard).toEqual(["caption"]);
  expect(isGivenUp).toBe(true);
});
