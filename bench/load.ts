import { Agent, request } from "node:http";
import { type Spread, spread } from "./stats.ts";

export type Sent = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

export type Load = { readonly requests: number; readonly perSecond: number; readonly latency: Spread };

/** So many connections, each of which sends its next request when it has its answer. A wrong answer ends the measure. */
export async function closedLoop(options: {
  readonly url: string;
  readonly connections: number;
  readonly ms: number;
  /** Ends after so many requests, even before the time is over. */
  readonly most?: number;
  readonly next: () => Sent;
  readonly isRight: (status: number, body: string) => boolean;
}): Promise<Load> {
  const { url, connections, ms, most = Number.POSITIVE_INFINITY, next, isRight } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const samples: number[] = [];
  const start = performance.now();
  const end = start + ms;
  let begun = 0;

  async function one(): Promise<void> {
    while (performance.now() < end && begun < most) {
      begun += 1;
      const sent = next();
      const from = performance.now();
      const { status, body } = await post(agent, url, sent);
      samples.push(performance.now() - from);
      if (!isRight(status, body)) throw new Error(`${url} answered ${status}: ${body.slice(0, 300)}`);
    }
  }
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  const requests = samples.length;
  return { requests, perSecond: (requests * 1_000) / (performance.now() - start), latency: spread(samples) };
}

export function post(agent: Agent | undefined, url: string, sent: Sent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(sent.body));
    const options = { method: "POST", agent, headers: { ...sent.headers, "content-length": length } };
    const sending = request(url, options, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", reject);
    });
    sending.on("error", reject);
    sending.end(sent.body);
  });
}
