import type { IncomingMessage, ServerResponse } from "node:http";
import { App, HTTPReceiver, type Logger, type ReceiverEvent, type RespondArguments } from "@slack/bolt";
import type { Clock } from "../shared/time.ts";
import { answerLater, wasTaken } from "./answer-later.ts";
import type { Bot } from "./bot.ts";
import { slackConnections } from "./connections.ts";
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
  /** Works off what was stored; rejects when its listener failed, so that it stays in the inbox. */
  replay(body: ReceiverEvent["body"]): Promise<void>;
  /** Serves POST /slack/events in HTTP mode; undefined in Socket Mode. */
  readonly requestListener: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** Connects in Socket Mode, going on while Slack is away, and asks who the bot is. */
  start(): void;
  /** Socket Mode connections that are open, of those that should be; undefined in HTTP mode. */
  connections(): { readonly open: number; readonly wanted: number } | undefined;
  /** Whether a command, button or form is being worked on, its acknowledgement sent or not. */
  busy(): boolean;
  stop(): Promise<void>;
};

export function slackApp(options: {
  readonly bot: Bot;
  readonly access: SlackAccess;
  readonly identity: () => Promise<Identity>;
  readonly stored: Omit<StoredFirst, "clock" | "log" | "isFrozen">;
  readonly logger: Logger;
  readonly isFrozen: () => boolean;
  readonly realClock: Clock;
}): SlackApp {
  const { bot, access, identity, stored, logger, isFrozen, realClock } = options;
  const { log, clock } = bot;
  const socket = access.mode === "socket" ? slackConnections({ ...access, logger, log, clock, realClock }) : undefined;
  const http = access.mode === "http" ? httpReceiver(access.signingSecret, logger) : undefined;
  const receiver = socket ?? http;
  if (receiver === undefined) throw new Error("Neither Socket Mode nor HTTP");
  const listening: Listening = { deliveries: 0 };
  const app = new App({
    receiver: storedFirst(receiver, { ...stored, clock, log, isFrozen }, listening),
    convoStore: false,
    logger,
    authorize: async () => {
      const { userId, botId, teamId } = await identity();
      return { botToken: access.botToken, botId, botUserId: userId, teamId };
    },
    clientOptions: access.apiUrl === undefined ? {} : { slackApiUrl: access.apiUrl },
  });
  app.error(async (error) => {
    if ("original" in error && error.original instanceof NotYet) log.info(error.original.message);
    else log.error("A listener failed", { error: error.message, stack: error.stack });
    // Rethrown, so that a stored event stays in the inbox and a person's command is not acknowledged as done.
    throw error;
  });
  app.use(answeringFrozen(isFrozen));
  registerCommands(app, bot);
  registerActions(app, bot);
  registerForms(app, bot);
  registerShortcuts(app, bot);
  registerEvents(app, bot);

  /** What was asked for too long ago to be answered in its acknowledgement. */
  async function replay(body: ReceiverEvent["body"]): Promise<void> {
    const responseUrl: unknown = body["response_url"];
    const ack = async (said?: RespondArguments) => {
      if (said !== undefined && typeof responseUrl === "string") await wasTaken(answerLater(responseUrl, said), log);
    };
    await app.processEvent({ body, ack });
  }

  let isStopped = false;
  async function connect(): Promise<void> {
    await socket?.start();
    // Asked now, so that nobody's first command waits for it.
    if (!isStopped)
      await identity().catch((error: unknown) => log.warn("Slack did not answer", { error: String(error) }));
  }

  return {
    replay,
    requestListener: http === undefined ? undefined : (request, response) => http.requestListener(request, response),
    start: () => void connect(),
    busy: () => listening.deliveries > 0,
    connections: () => (socket === undefined ? undefined : { open: socket.open(), wanted: socket.wanted }),
    async stop() {
      isStopped = true;
      await socket?.stop();
    },
  };
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
