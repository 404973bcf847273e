import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as realSleep } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import type { Reply, Transport } from "./deliver.ts";

const ACK_DEADLINE = 3_000;
const PING_EVERY = 10_000;
const MOST_CONNECTIONS = 10;
/** How long a connection may take to close in good order. */
const GRACE = 200;

export type DisconnectReason = "refresh_requested" | "warning" | "link_disabled";

export type SocketMode = Transport & {
  /** The path of one new connection: what apps.connections.open hands out. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to every connection, as Slack does when it refreshes them. */
  disconnect(reason: DisconnectReason): void;
  /** Cuts every connection without a word. */
  cut(): void;
  connections(): number;
  stop(): Promise<void>;
};

type Waiting = { readonly connection: WebSocket; readonly settle: (reply: Reply) => void };

export function createSocketMode(appId: string): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections: WebSocket[] = [];
  const waiting = new Map<string, Waiting>();
  let turn = 0;
  let used = false;

  const pings = setInterval(() => {
    for (const connection of connections) connection.ping();
  }, PING_EVERY);
  pings.unref();

  function settle(envelopeId: string, reply: Reply): void {
    waiting.get(envelopeId)?.settle(reply);
    waiting.delete(envelopeId);
  }

  function accept(connection: WebSocket): void {
    used = true;
    connections.push(connection);
    connection.on("message", (data: Buffer) => {
      const { envelope_id, payload } = JSON.parse(data.toString("utf8")) as { envelope_id: string; payload?: unknown };
      settle(envelope_id, { acked: true, body: payload });
    });
    connection.on("close", () => {
      connections.splice(connections.indexOf(connection), 1);
      for (const [id, each] of waiting) {
        if (each.connection === connection) settle(id, { acked: false, reason: "connection_failed", final: false });
      }
    });
    const debug_info = { host: "sandbox", approximate_connection_time: 18_060 };
    const hello = {
      type: "hello",
      num_connections: connections.length,
      debug_info,
      connection_info: { app_id: appId },
    };
    connection.send(JSON.stringify(hello));
  }

  const send: Transport["send"] = (delivery, retry) => {
    turn += 1;
    const open = connections.filter((connection) => connection.readyState === connection.OPEN);
    const connection = open[turn % Math.max(1, open.length)];
    if (connection === undefined) {
      return Promise.resolve({ acked: false, reason: "connection_failed", final: false });
    }
    const envelope_id = randomUUID();
    const { type, payload } = delivery;
    const again =
      type === "events_api" ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? "" } : {};
    const envelope = { envelope_id, type, payload, accepts_response_payload: type !== "events_api", ...again };
    return new Promise((resolve) => {
      const deadline = setTimeout(
        () => settle(envelope_id, { acked: false, reason: "http_timeout", final: false }),
        ACK_DEADLINE,
      );
      waiting.set(envelope_id, {
        connection,
        settle(reply) {
          clearTimeout(deadline);
          resolve(reply);
        },
      });
      connection.send(JSON.stringify(envelope));
    });
  };

  return {
    send,
    isUsed: () => used,
    connections: () => connections.length,
    ticket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `/link/?ticket=${ticket}&app_id=${appId}`;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? "/", "http://sandbox").searchParams.get("ticket") ?? "";
      if (!tickets.delete(ticket) || connections.length >= MOST_CONNECTIONS) {
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, accept);
    },
    disconnect(reason) {
      const goodbye = JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } });
      for (const connection of connections) connection.send(goodbye);
    },
    cut() {
      for (const connection of connections) connection.terminate();
    },
    async stop() {
      clearInterval(pings);
      for (const connection of connections) connection.close();
      for (let waited = 0; connections.length > 0 && waited < GRACE; waited += 5) await realSleep(5);
      for (const connection of connections) connection.terminate();
      server.close();
    },
  };
}
