import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { readonly headers: IncomingHttpHeaders; readonly body: Buffer; readonly event: Event };
type Event = {
  readonly id: string;
  readonly event_type: string;
  readonly agent: { readonly id: string } | null;
  readonly data: Record<string, unknown>;
};

/** Takes webhooks and answers each with the status that `answer` says, or never when it says null. */
export async function startReceiver(answer: (event: Event, nth: number) => number | null = () => 202) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const { event } = JSON.parse(body.toString("utf8")) as { event: Event };
      received.push({ headers: request.headers, body, event });
      const status = answer(event, received.length);
      if (status !== null) response.writeHead(status).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/pagerduty`,
    received,
    types: () => received.map(({ event }) => event.event_type),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
