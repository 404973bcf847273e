import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** At which call of that name the caller dies: before it is carried out, or after that and before its answer. */
export type KillAt = { readonly call: string; readonly nth: number; readonly when: "before" | "after" };

export type KillPoint = {
  readonly url: string;
  arm(at: KillAt): void;
  disarm(): void;
  /** How many calls there were. */
  calls(): number;
  /** Whether the caller died since it was armed. */
  killed(): boolean;
  close(): Promise<void>;
};

/** Stands between a bot and what it calls, so that it can be killed at any of its calls. `/slack/…` and `/pagerduty/…`. */
export async function killPoint(parts: {
  readonly targets: Readonly<Record<string, string>>;
  readonly kill: () => void;
  /** Called before each call is carried out. */
  readonly tick: () => Promise<void>;
}): Promise<KillPoint> {
  let armed: KillAt | undefined;
  let left = 0;
  let calls = 0;
  let killed = false;

  /** Whether the caller dies of this call. */
  function strikes(call: string): boolean {
    if (armed?.call !== call || killed) return false;
    left -= 1;
    killed = left === 0;
    return killed;
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = "", path = ""] = /^\/([^/]+)(\/.*)$/.exec(request.url ?? "") ?? [];
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    // What a dead process had sent does not arrive.
    if (killed) return void request.socket.destroy();
    await parts.tick();
    calls += 1;
    const dies = strikes(`${request.method} ${path.split("?")[0]}`);
    if (dies && armed?.when === "before") {
      parts.kill();
      return void request.socket.destroy();
    }
    const answer = await fetch(`${parts.targets[name]}${path}`, {
      method: request.method ?? "GET",
      headers: headersOf(request),
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (dies) {
      parts.kill();
      return void request.socket.destroy();
    }
    const { "content-encoding": _, "content-length": __, ...headers } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, headers).end(body);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arm(at) {
      armed = at;
      left = at.nth;
      killed = false;
    },
    disarm() {
      armed = undefined;
      killed = false;
    },
    calls: () => calls,
    killed: () => killed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string" && !["host", "connection", "content-length", "transfer-encoding"].includes(name))
      headers.set(name, value);
  }
  return headers;
}
