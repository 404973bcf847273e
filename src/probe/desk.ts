import { App, type BlockAction, type Logger, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { type Clock, MINUTE } from "../shared/time.ts";

/** How long a person is waited for. */
const PATIENCE = 3 * MINUTE;

export const BUTTON = "pitwall-probe-open";
export const FORM = "pitwall-probe-form";
/** The input of the form that is answered with an error the first time. */
export const INPUT = "anything";

export type Submit = {
  readonly hash: string;
  /** By block id and action id; what an input that was left empty looks like is one of the questions. */
  readonly values: Readonly<Record<string, Readonly<Record<string, object>>>>;
};
export type Command = { readonly text: string; readonly responseUrl: string };

/** Waits for one deed of a person each; undefined when none came in time. */
export type Desk = {
  /** The trigger with which a form can be opened, for three seconds. */
  pressed(): Promise<string | undefined>;
  /** What the form held: the first time it is answered with an error, the second time it is closed. */
  submitted(): Promise<Submit | undefined>;
  typed(): Promise<Command | undefined>;
  close(): Promise<void>;
};

/** Listens to the app over Socket Mode. A bot that runs beside it would get part of what is meant for this. */
export async function openDesk(options: {
  readonly appToken: string;
  readonly botToken: string;
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<Desk> {
  const { appToken, botToken, clock, logger } = options;
  const clientOptions = options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl };
  const logLevel = LogLevel.WARN;
  const receiver = new SocketModeReceiver({ appToken, logger, logLevel, installerOptions: { clientOptions } });
  const app = new App({ receiver, token: botToken, clientOptions, convoStore: false, logger });
  const presses = line<string>();
  const submits = line<Submit>();
  const commands = line<Command>();
  let sent = 0;

  app.action<BlockAction>(BUTTON, async ({ ack, body }) => {
    await ack();
    presses.put(body.trigger_id);
  });
  app.view(FORM, async ({ ack, view }) => {
    sent += 1;
    const errors = { [INPUT]: "This is part of the probe: send it once more." };
    await (sent === 1 ? ack({ response_action: "errors", errors }) : ack());
    submits.put({ hash: view.hash, values: view.state.values });
  });
  // Whatever the command is called in this workspace.
  app.command(/.*/, async ({ ack, command }) => {
    await ack();
    commands.put({ text: command.text, responseUrl: command.response_url });
  });
  await app.start();

  function within<T>(coming: Promise<T>): Promise<T | undefined> {
    const enough = new AbortController();
    const waited = clock.sleep(PATIENCE, enough.signal).then(() => undefined);
    return Promise.race([coming, waited]).finally(() => enough.abort());
  }
  return {
    pressed: () => within(presses.next()),
    submitted: () => within(submits.next()),
    typed: () => within(commands.next()),
    async close() {
      await app.stop();
    },
  };
}

/** What came and was not asked for waits; what is asked for and did not come is waited for. */
function line<T>() {
  const came: T[] = [];
  const waiting: ((item: T) => void)[] = [];
  return {
    put(item: T): void {
      const next = waiting.shift();
      if (next === undefined) came.push(item);
      else next(item);
    },
    next(): Promise<T> {
      const [first] = came.splice(0, 1);
      return first === undefined ? new Promise((resolve) => void waiting.push(resolve)) : Promise.resolve(first);
    },
  };
}
