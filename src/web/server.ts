import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers a request that a route took on. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export type WebServer = { readonly url: string; close(): Promise<void> };

/** A set-up mistake that the operator can mend; its message is the whole line that he reads. */
export class ListenError extends Error {}

/** One HTTP server for everything: `POST /path` and `GET /path` as keys. Anything else is 404. */
export async function serve(options: {
  readonly host: string;
  readonly port: number;
  readonly routes: Readonly<Record<string, Route>>;
  readonly failed: (error: unknown) => void;
}): Promise<WebServer> {
  const { host, port, routes, failed } = options;
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const route = routes[`${request.method ?? "GET"} ${path}`];
    if (route === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Nothing is here.\n");
      return;
    }
    Promise.resolve(route(request, response)).catch((error: unknown) => {
      failed(error);
      if (!response.headersSent) response.writeHead(503).end();
    });
  });
  await listen(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new ListenError(why(error, host, port))));
    server.listen(port, host, () => resolve());
  });
}

function why(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} is in use by another program: stop it, or set PORT to a free one.`;
  if (error.code === "EACCES") return `Port ${port} needs more rights than this user has: set PORT to one above 1023.`;
  if (error.code === "EADDRNOTAVAIL") return `HOST ${host} is no address of this machine.`;
  return `Cannot listen on ${host}:${port}: ${error.message}`;
}

/** The raw bytes, since a signature is over them. Undefined when there are more than `limit`. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
