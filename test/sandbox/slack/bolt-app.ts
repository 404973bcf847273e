import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { Slack } from "../../../src/sandbox/slack/start.ts";

const quietly = { logLevel: LogLevel.ERROR } as const;

/** A client as the bot uses it in the background: no retries, no hidden waiting. */
export function webClient(slack: Slack, token = slack.app.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    ...quietly,
  });
}

export type RunningApp = { readonly app: App; stop(): Promise<void> };

/** An unmodified Bolt app over Socket Mode. */
export async function socketApp(slack: Slack, register: (app: App) => void): Promise<RunningApp> {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: slack.app.appToken,
    installerOptions: { clientOptions, port: 0 },
    clientPingTimeout: 100,
    ...quietly,
  });
  const app = new App({ token: slack.app.botToken, receiver, clientOptions, convoStore: false, ...quietly });
  register(app);
  await app.start();
  return { app, stop: async () => void (await app.stop()) };
}

/** An unmodified Bolt app that takes signed requests. */
export async function httpApp(
  slack: Slack,
  register: (app: App) => void,
  signingSecret = slack.app.signingSecret,
): Promise<RunningApp> {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: "/slack/events", ...quietly });
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const app = new App({ token: slack.app.botToken, receiver, clientOptions, convoStore: false, ...quietly });
  register(app);
  const server = (await app.start({ port: 0, host: "127.0.0.1" })) as import("node:http").Server;
  const { port } = server.address() as import("node:net").AddressInfo;
  slack.sendTo(`http://127.0.0.1:${port}/slack/events`);
  return { app, stop: async () => void (await app.stop()) };
}
