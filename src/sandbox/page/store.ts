import type { Deed, DeedAnswer, Problem, Snapshot } from "../web/protocol.ts";
import type { WorldDeed } from "../web/world-protocol.ts";
import { type Change, fold, fromSnapshot, needsSnapshot, type PageState } from "./state.ts";
import { readChanges } from "./stream.ts";

/** What the person at the page does; who it is, is known. */
export type Doing = Deed extends infer Each ? (Each extends Deed ? Omit<Each, "as"> : never) : never;

export type Connection = "open" | "lost";

/** One person's view of the workspace, kept up to date. */
export type Store = {
  state(): PageState;
  connection(): Connection;
  subscribe(changed: () => void): () => void;
  /** Rejects with the workspace's own words when it cannot be done. */
  act(doing: Doing): Promise<DeedAnswer>;
  world(deed: WorldDeed): Promise<void>;
  /** Bytes for a message or a file input; the answer is the file's id. */
  upload(file: File): Promise<string>;
  /** The workspace as somebody else sees it. */
  look(as: string): Promise<Snapshot>;
  /** Workspace time, epoch ms. */
  now(): number;
  /** Something that only this page knows of. */
  tell(change: Change): void;
  stop(): void;
};

/** Between two attempts to reach a workspace that does not answer. */
const AGAIN_AFTER_MS = 1_000;

export async function openStore(as: string): Promise<Store> {
  let state = fromSnapshot(await readSnapshot(as));
  let heardAt = performance.now();
  let connection: Connection = "open";
  let stopped = false;
  const stop = new AbortController();
  /** What no workspace knows of, and so no later state of it brings. */
  const told: Change[] = [];
  const readers = new Set<() => void>();
  const me = state.me;

  function set(next: PageState): void {
    if (next.now !== state.now || next.pace !== state.pace) heardAt = performance.now();
    state = next;
    for (const read of readers) read();
  }

  function setConnection(next: Connection): void {
    if (next === connection) return;
    connection = next;
    for (const read of readers) read();
  }

  async function reload(): Promise<void> {
    const next = told.reduce(fold, fromSnapshot(await readSnapshot(me)));
    heardAt = performance.now();
    set({ ...next, worldVersion: state.worldVersion + 1, callVersion: state.callVersion + 1 });
  }

  /** Changes wait in line behind a state that is being asked for. */
  async function follow(): Promise<void> {
    const response = await fetch(`/_sandbox/events?as=${me}`, {
      headers: { "last-event-id": String(state.lastEventId) },
      signal: stop.signal,
    });
    if (!response.ok) throw new Error("The workspace does not answer.");
    setConnection("open");
    await readChanges(response, async (change) => {
      // What a newer state has brought already.
      if (change.type !== "reset" && change.id !== undefined && change.id <= state.lastEventId) return;
      if (needsSnapshot(state, change)) await reload();
      else set(fold(state, change));
    });
  }

  async function keepFollowing(): Promise<void> {
    while (!stopped) {
      // A stream that breaks off is the outside's failure: it is shown, and taken up again.
      await follow().catch(() => undefined);
      if (stopped) return;
      setConnection("lost");
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }
  void keepFollowing();

  return {
    state: () => state,
    connection: () => connection,
    subscribe(changed) {
      readers.add(changed);
      return () => readers.delete(changed);
    },
    act: async (doing) => (await (await post("/_sandbox/do", { as: me, ...doing })).json()) as DeedAnswer,
    world: async (deed) => void (await post("/_sandbox/world", deed)),
    async upload(file) {
      const address = `/_sandbox/upload?as=${me}&name=${encodeURIComponent(file.name)}`;
      const response = await answered(fetch(address, { method: "POST", body: file }));
      return ((await response.json()) as { id: string }).id;
    },
    look: readSnapshot,
    now: () => state.now + state.pace * (performance.now() - heardAt),
    tell(change) {
      told.push(change);
      set(fold(state, change));
    },
    stop() {
      stopped = true;
      stop.abort();
    },
  };
}

async function readSnapshot(as: string): Promise<Snapshot> {
  return (await (await answered(fetch(`/_sandbox/state?as=${encodeURIComponent(as)}`))).json()) as Snapshot;
}

function post(address: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  // Else the browser takes back what is said while the page goes.
  const keepalive = document.visibilityState === "hidden";
  return answered(fetch(address, { method: "POST", headers, body: JSON.stringify(body), keepalive }));
}

async function answered(asked: Promise<Response>): Promise<Response> {
  const response = await asked.catch((cause: unknown) => {
    throw new Error("The local workspace does not answer. Nothing was lost: try it again in a moment.", { cause });
  });
  if (response.ok) return response;
  const text = await response.text();
  throw new Error(text.startsWith("{") ? (JSON.parse(text) as Problem).problem : text);
}
