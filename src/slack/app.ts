import type { IncomingMessage, ServerResponse } from "node:http";
import { App, HTTPReceiver, type Logger, LogLevel, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import type { Bot } from "./bot.ts";
import { answeringFrozen } from "./frozen.ts";
import type { Identity } from "./identity.ts";
import { NotYet } from "./not-yet.ts";
import { registerActions } from "./register-actions.ts";
import { registerCommands } from "./register-commands.ts";
import { registerEvents } from "./register-events.ts";
import { registerForms } from "./register-forms.ts";
import { registerShortcuts } from "./shortcuts.ts";
import { type Listening, type StoredFirst, storedFirst } from "./stored-first.ts";

export type SlackAccess = { readonly botToken: string; readonly apiUrl: string | undefined } & (
  | { readonly mode: "socket"; readonly appToken: string }
  | { readonly mode: "http"; readonly signingSecret: string }
);

export type SlackApp = {
  /** Works a stored event off; rejects when its listener failed, so that it stays in the inbox. */
  replay(body: ReceiverEvent["body"]): Promise<void>;
  /** Serves POST /slack/events in HTTP mode; undefined in Socket Mode. */
  readonly requestListener: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** Connects in Socket Mode, going on while Slack is away, and asks who the bot is. */
  start(): void;
  connected(): boolean;
  /** Whether a command, button or form is being worked on, its acknowledgement sent or not. */
  busy(): boolean;
  stop(): Promise<void>;
};

const RECONNECT_AFTER = 5_000;

export function slackApp(options: {
  readonly bot: Bot;
  readonly access: SlackAccess;
  readonly identity: () => Promise<Identity>;
  readonly stored: StoredFirst;
  readonly logger: Logger;
  readonly isFrozen: () => boolean;
}): SlackApp {
  const { bot, access, identity, stored, logger } = options;
  const socket = access.mode === "socket" ? socketReceiver(access, logger) : undefined;
  const http = access.mode === "http" ? httpReceiver(access.signingSecret, logger) : undefined;
  const receiver = socket ?? http;
  if (receiver === undefined) throw new Error("Neither Socket Mode nor HTTP");
  const listening: Listening = { deliveries: 0 };
  const app = new App({
    receiver: storedFirst(receiver, stored, listening),
    convoStore: false,
    logger,
    authorize: async () => {
      const { userId, botId, teamId } = await identity();
      return { botToken: access.botToken, botId, botUserId: userId, teamId };
    },
    clientOptions: access.apiUrl === undefined ? {} : { slackApiUrl: access.apiUrl },
  });
  app.error(async (error) => {
    if ("original" in error && error.original instanceof NotYet) bot.log.info(error.original.message);
    else bot.log.error("A listener failed", { error: error.message, stack: error.stack });
    // Rethrown, so that a stored event stays in the inbox and a person's command is not acknowledged as done.
    throw error;
  });
  app.use(answeringFrozen(options.isFrozen));
  registerCommands(app, bot);
  registerActions(app, bot);
  registerForms(app, bot);
  registerShortcuts(app, bot);
  registerEvents(app, bot);

  const stopping = new AbortController();
  async function connect(): Promise<void> {
    while (!stopping.signal.aborted && socket !== undefined) {
      try {
        await socket.start();
        break;
      } catch (error) {
        bot.log.warn("Slack cannot be reached; trying again", { error: String(error) });
        await bot.clock.sleep(RECONNECT_AFTER, stopping.signal);
      }
    }
    // Asked now, so that nobody's first command waits for it.
    if (!stopping.signal.aborted)
      await identity().catch((error: unknown) => bot.log.warn("Slack did not answer", { error: String(error) }));
  }

  return {
    replay: (body) => app.processEvent({ body, ack: async () => {} }),
    requestListener: http === undefined ? undefined : (request, response) => http.requestListener(request, response),
    start: () => void connect(),
    busy: () => listening.deliveries > 0,
    connected: () => (socket === undefined ? true : socket.client.websocket?.isActive() === true),
    async stop() {
      stopping.abort();
      if (socket !== undefined)
        await socket.stop().catch((error: unknown) => bot.log.debug("Socket Mode stopped", { error: String(error) }));
    },
  };
}

function socketReceiver(access: Extract<SlackAccess, { mode: "socket" }>, logger: Logger): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken: access.appToken,
    logger,
    logLevel: LogLevel.WARN,
    // The client waits this long before it connects anew, a gap in which commands fail.
    clientPingTimeout: 2_000,
    installerOptions: {
      clientOptions: {
        ...(access.apiUrl === undefined ? {} : { slackApiUrl: access.apiUrl }),
        // The waits are drawn up beforehand, one for each retry: many retries would take 50 MB.
        retryConfig: { retries: 10, forever: true, factor: 1.3, minTimeout: 500, maxTimeout: 5_000 },
      },
    },
    // No acknowledgement: Slack delivers the event again.
    processEventErrorHandler: async () => false,
  });
}

function httpReceiver(signingSecret: string, logger: Logger): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    logger,
    endpoints: "/slack/events",
    processEventErrorHandler: async ({ response }) => {
      if (!response.headersSent) response.writeHead(503).end();
      return false;
    },
  });
}
