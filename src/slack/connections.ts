import { type App, type Logger, LogLevel, type Receiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import { WebAPIRateLimitedError } from "@slack/web-api";
import type { Logger as Log } from "../log.ts";
import { type Clock, type Instant, SECOND } from "../shared/time.ts";

const WANTED = 2;
/** Slack refreshes each after some hours: opened so far apart, no two of them are refreshed at the same time. */
const APART = 30 * SECOND;
/** In real time, since it is about the network: after each failure in a row once more of it, up to three times. */
const AGAIN_AFTER = 2 * SECOND;
const MOST_FAILURES = 3;
/** Slack waits no longer for an acknowledgement. */
const ACK_DEADLINE = 3 * SECOND;

/** Several Socket Mode connections as one receiver: Slack sends each delivery over any one of them. */
export type SlackConnections = Receiver & {
  /** Resolves once the first is open, and goes on opening what is not, until it is stopped. */
  start(): Promise<void>;
  open(): number;
  readonly wanted: number;
};

type Options = {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly logger: Logger;
  readonly log: Log;
  readonly clock: Clock;
  readonly realClock: Clock;
};

type Connection = {
  readonly receiver: SocketModeReceiver;
  /** Since when it is open or being opened; undefined while it is neither. */
  since: Instant | undefined;
  failures: number;
  /** Deliveries that came over it and are being worked on. */
  readonly atWork: Set<Promise<void>>;
};

/**
 * Keeps two connections open, so that while one is refreshed or cut everything comes over the other: Slack's own client
 * has none for seconds then, in which commands fail.
 */
export function slackConnections(options: Options): SlackConnections {
  const { log, clock, realClock } = options;
  const stopping = new AbortController();
  const connections = Array.from({ length: WANTED }, () => connectionFor(options));
  const first = Promise.withResolvers<void>();
  let changed = new AbortController();

  function tellOthers(): void {
    changed.abort();
    changed = new AbortController();
  }

  /** How long a connection must still wait, so that it does not become old together with another. */
  function waitOf(connection: Connection): number {
    const others = connections.filter((other) => other !== connection);
    return Math.max(...others.map(({ since }) => (since === undefined ? 0 : since + APART - clock.now())));
  }

  async function keepOpen(connection: Connection): Promise<void> {
    while (!stopping.signal.aborted) {
      const wait = waitOf(connection);
      if (wait > 0) await clock.sleep(wait, changed.signal);
      else await liveOnce(connection);
    }
  }

  /** From its opening to its end. */
  async function liveOnce(connection: Connection): Promise<void> {
    const began = realClock.now();
    let askedToWait = 0;
    connection.since = clock.now();
    try {
      const { closed } = await opened(connection.receiver);
      connection.since = clock.now();
      first.resolve();
      if (stopping.signal.aborted) await connection.receiver.client.disconnect();
      await closed;
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) askedToWait = error.retryAfter * SECOND;
      log.warn("Slack cannot be reached; trying again", { error: String(error) });
    }
    connection.since = undefined;
    tellOthers();
    const wasShort = realClock.now() - began < AGAIN_AFTER;
    connection.failures = wasShort ? Math.min(connection.failures + 1, MOST_FAILURES) : 0;
    await realClock.sleep(Math.max(askedToWait, connection.failures * AGAIN_AFTER), stopping.signal);
  }

  return {
    wanted: WANTED,
    open: () => connections.filter(({ receiver }) => receiver.client.websocket?.isActive() === true).length,
    init(app) {
      for (const connection of connections) connection.receiver.init(counting(app, connection.atWork));
    },
    start() {
      for (const connection of connections) {
        hangUpLate(connection, realClock);
        void keepOpen(connection);
      }
      return first.promise;
    },
    async stop() {
      stopping.abort();
      tellOthers();
      first.resolve();
      await Promise.all(connections.map(({ receiver }) => receiver.stop()));
    },
  };
}

function connectionFor({ appToken, apiUrl, logger }: Options): Connection {
  const receiver = new SocketModeReceiver({
    appToken,
    // One connection that breaks is no error while there is another; that there is none is told by readiness.
    logger: { ...logger, error: logger.warn },
    logLevel: LogLevel.WARN,
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: 10 * SECOND,
      },
    },
    // No acknowledgement: Slack delivers the event again.
    processEventErrorHandler: async () => false,
  });
  return { receiver, since: undefined, failures: 0, atWork: new Set() };
}

/** Opens it; the promise inside resolves when it is closed, by whomever. */
async function opened({ client }: SocketModeReceiver): Promise<{ readonly closed: Promise<void> }> {
  const closed = Promise.withResolvers<void>();
  const end = () => closed.resolve();
  client.once("disconnected", end);
  try {
    await client.start();
    return { closed: closed.promise };
  } catch (error) {
    client.removeListener("disconnected", end);
    throw error;
  }
}

/** A receiver uses nothing else of the app. */
function counting(app: App, atWork: Set<Promise<void>>): App {
  const processEvent = (event: ReceiverEvent) => {
    const working = app.processEvent(event).finally(() => atWork.delete(working));
    atWork.add(working);
    return working;
  };
  return { processEvent } as unknown as App;
}

/**
 * Slack's client hangs up as soon as Slack asks it to, and what is at work then cannot be acknowledged any more. So it
 * hears of it when that is done.
 */
function hangUpLate({ receiver: { client }, atWork }: Connection, clock: Clock): void {
  const heard = client.listeners("ws_message") as ((data: unknown, isBinary: boolean) => void)[];
  const pass = (data: unknown, isBinary: boolean) => {
    for (const hear of heard) hear(data, isBinary);
  };
  async function whenDone(): Promise<void> {
    const done = new AbortController();
    await Promise.race([Promise.allSettled(atWork), clock.sleep(ACK_DEADLINE, done.signal)]);
    done.abort();
  }
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: boolean) => {
    if (isGoodbye(data)) void whenDone().then(() => pass(data, isBinary));
    else pass(data, isBinary);
  });
}

function isGoodbye(data: unknown): boolean {
  return typeof data === "string" && data.includes('"disconnect"') && JSON.parse(data).type === "disconnect";
}
