import { onTestFinished } from "vitest";
import type { ChangeType, Deed, DeedAnswer, Snapshot } from "../../../src/sandbox/web/protocol.ts";
import type { WorldDeed } from "../../../src/sandbox/web/world-protocol.ts";
import type { World } from "../../../src/sandbox/world.ts";

type Told = { readonly id: number | undefined; readonly type: ChangeType; readonly data: unknown };
type Without<D> = D extends unknown ? Omit<D, "as"> : never;
type Answered = { readonly status: number; readonly body: DeedAnswer & { readonly problem?: string } };

/** What the page does over HTTP, for one person. */
export type Browser = {
  state(): Promise<Snapshot>;
  does(deed: Without<Deed>): Promise<Answered>;
  /** Listens from now on, or from after that event. */
  listens(after?: number): Promise<Listening>;
};

export type Listening = {
  readonly told: Told[];
  types(): ChangeType[];
  /** What was told under this name, in order. */
  of(type: ChangeType): unknown[];
  leave(): Promise<void>;
};

export function browser(world: World, as: string): Browser {
  const { url } = world.slack;
  return {
    state: async () => (await (await fetch(`${url}/_sandbox/state?as=${as}`)).json()) as Snapshot,
    does: (deed) => posted(`${url}/_sandbox/do`, { as, ...deed }),
    listens: (after) => listen(`${url}/_sandbox/events?as=${as}`, after),
  };
}

/** A deed of the world beside Slack, as the page sends it. */
export function worldDeed(world: World, deed: WorldDeed): Promise<Answered> {
  return posted(`${world.slack.url}/_sandbox/world`, deed);
}

export async function posted(url: string, body: unknown): Promise<Answered> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
}

async function listen(url: string, after: number | undefined): Promise<Listening> {
  const abort = new AbortController();
  const headers: Record<string, string> = after === undefined ? {} : { "last-event-id": String(after) };
  const response = await fetch(url, { headers, signal: abort.signal });
  const told: Told[] = [];
  const reading = (async () => {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const piece of response.body ?? []) {
      const blocks = (rest + decoder.decode(piece, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const [, id, type, data] = /^(?:id: (\d+)\n)?event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        if (type === undefined || data === undefined) continue;
        told.push({ id: id === undefined ? id : Number(id), type: type as ChangeType, data: JSON.parse(data).data });
      }
    }
  })().catch(() => undefined);
  async function leave(): Promise<void> {
    abort.abort();
    await reading;
  }
  onTestFinished(leave);
  return {
    told,
    leave,
    types: () => told.map(({ type }) => type).filter((type) => type !== "call" && type !== "world"),
    of: (type) => told.filter((each) => each.type === type).map(({ data }) => data),
  };
}
