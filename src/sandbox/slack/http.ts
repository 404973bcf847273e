import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

export type LocalServer = {
  readonly server: Server;
  readonly url: string;
  /** Requests being answered, in words. */
  inFlight(): string[];
  close(): Promise<void>;
};

/**
 * A server on this machine alone: it refuses requests for another host, and those a foreign page sends. What onlookers ask
 * does not count as being in flight.
 */
export async function serveLocally(
  port: number,
  isOnlooker: (url: URL) => boolean,
  route: () => Route,
): Promise<LocalServer> {
  const open = new Set<string>();
  let counter = 0;
  let hosts: readonly string[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, origin } = request.headers;
    const isForeign = origin !== undefined && !hosts.includes(origin.replace(/^http:\/\//, ""));
    if (host === undefined || !hosts.includes(host) || isForeign) {
      sendText(response, 403, "This workspace is for this machine alone.");
      return;
    }
    const [asked = "/", base] = [request.url, `http://${host}`];
    if (!URL.canParse(asked, base)) {
      sendText(response, 400, "That is no address.");
      return;
    }
    const url = new URL(asked, base);
    if (!isOnlooker(url)) {
      counter += 1;
      const words = `${request.method} ${url.pathname} (${counter})`;
      open.add(words);
      response.on("close", () => open.delete(words));
    }
    await route()(request, response, url);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      sendJson(response, 500, { ok: false, error: "fatal_error", detail: String(error) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  hosts = [`127.0.0.1:${bound}`, `localhost:${bound}`];
  return {
    server,
    url: `http://127.0.0.1:${bound}`,
    inFlight: () => [...open],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A browser takes an answer for what it says it is: nobody's page can run it as a script. */
const UNGUESSED = { "x-content-type-options": "nosniff" };

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...UNGUESSED, ...headers });
  response.end(JSON.stringify(body));
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...UNGUESSED });
  response.end(text);
}
