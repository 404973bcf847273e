import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as realSleep } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { SECOND } from "../../shared/time.ts";
import type { Reply, Transport } from "./deliver.ts";
import type { Workspace } from "./workspace.ts";

const ACK_DEADLINE = 3_000;
const PING_EVERY = 10_000;
const MOST_CONNECTIONS = 10;
/** How long a connection may take to close in good order. */
const GRACE = 200;
/** So long after a warning a connection is told to go, and so long after that it is closed, on the workspace's clock. */
const WARNED_FOR = 10 * SECOND;
/** What Slack says of a connection's life where no other is set. */
const USUAL_LIFE_SECONDS = 18_060;

export type DisconnectReason = "refresh_requested" | "warning" | "link_disabled";

export type SocketMode = Transport & {
  /** The path of one new connection: what apps.connections.open hands out. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to every connection, or to the one in that place, as Slack does when it refreshes them. */
  disconnect(reason: DisconnectReason, which?: number): void;
  /** Cuts every connection, or the one in that place, without a word. */
  cut(which?: number): void;
  /** How many are open. The oldest is in place 0. */
  connections(): number;
  stop(): Promise<void>;
};

type Connection = {
  readonly socket: WebSocket;
  readonly closed: AbortController;
  /** It was told to go: nothing more comes over it while there is another. */
  isLeaving: boolean;
};
type Waiting = { readonly connection: Connection; readonly settle: (reply: Reply) => void };

/** The connections of one app, each delivery over any one of them. */
export function createSocketMode(
  appId: string,
  { clock, switches, changed }: Pick<Workspace, "clock" | "switches" | "changed">,
): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections: Connection[] = [];
  const waiting = new Map<string, Waiting>();
  let turn = 0;
  let used = false;

  const pings = setInterval(() => {
    for (const { socket } of connections) socket.ping();
  }, PING_EVERY);
  pings.unref();

  function settle(envelopeId: string, reply: Reply): void {
    waiting.get(envelopeId)?.settle(reply);
    waiting.delete(envelopeId);
  }

  function accept(socket: WebSocket): void {
    used = true;
    const connection = { socket, closed: new AbortController(), isLeaving: false };
    connections.push(connection);
    changed("world", null);
    socket.on("message", (data: Buffer) => {
      const { envelope_id, payload } = JSON.parse(data.toString("utf8")) as { envelope_id: string; payload?: unknown };
      settle(envelope_id, { acked: true, body: payload });
    });
    socket.on("close", () => {
      connection.closed.abort();
      connections.splice(connections.indexOf(connection), 1);
      changed("world", null);
      for (const [id, each] of waiting) {
        if (each.connection === connection) settle(id, { acked: false, reason: "connection_failed", final: false });
      }
    });
    const life = switches.connectionLife;
    const approximate_connection_time = life > 0 ? life / SECOND : USUAL_LIFE_SECONDS;
    const hello = {
      type: "hello",
      num_connections: connections.length,
      debug_info: { host: "sandbox", approximate_connection_time },
      connection_info: { app_id: appId },
    };
    socket.send(JSON.stringify(hello));
    if (life > 0) void refreshed(connection, life);
  }

  async function refreshed(connection: Connection, life: number): Promise<void> {
    await clock.sleep(life - WARNED_FOR, connection.closed.signal);
    await dismiss(connection, "warning");
  }

  /** Tells a connection to go, and closes it when it does not. */
  async function dismiss(connection: Connection, reason: DisconnectReason): Promise<void> {
    const { socket, closed } = connection;
    if (socket.readyState !== socket.OPEN) return;
    connection.isLeaving = true;
    socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } }));
    await clock.sleep(WARNED_FOR, closed.signal);
    if (reason === "warning") await dismiss(connection, "refresh_requested");
    else socket.close();
  }

  function placed(which: number | undefined): readonly Connection[] {
    return which === undefined ? [...connections] : connections.slice(which, which + 1);
  }

  /** The next in turn. */
  function nextOpen(): Connection | undefined {
    const open = connections.filter(({ socket }) => socket.readyState === socket.OPEN);
    const staying = open.filter(({ isLeaving }) => !isLeaving);
    const usable = staying.length > 0 ? staying : open;
    turn += 1;
    return usable[turn % Math.max(1, usable.length)];
  }

  const send: Transport["send"] = (delivery, retry) => {
    const connection = nextOpen();
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
      connection.socket.send(JSON.stringify(envelope));
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
    disconnect(reason, which) {
      for (const connection of placed(which)) void dismiss(connection, reason);
    },
    cut(which) {
      for (const { socket } of placed(which)) socket.terminate();
    },
    async stop() {
      clearInterval(pings);
      for (const { socket } of connections) socket.close();
      for (let waited = 0; connections.length > 0 && waited < GRACE; waited += 5) await realSleep(5);
      for (const { socket } of connections) socket.terminate();
      server.close();
    },
  };
}
