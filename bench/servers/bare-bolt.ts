import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver } from "@slack/bolt";

/** The least that a Bolt app can do over HTTP: it verifies the signature and acknowledges. */
const receiver = new HTTPReceiver({ signingSecret: process.env["SLACK_SIGNING_SECRET"] ?? "" });
const app = new App({
  receiver,
  convoStore: false,
  authorize: async () => ({ botToken: "xoxb-bare", botId: "B1", botUserId: "U1" }),
});
app.command("/incident", async ({ ack }) => ack());

const server = createServer((request, response) => receiver.requestListener(request, response));
server.listen(0, "127.0.0.1", () => {
  process.stderr.write(`listening http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
