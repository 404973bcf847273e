import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver } from "@slack/bolt";
import Database from "better-sqlite3";

/** What durability alone costs: as the bare one, but each command is in a table, synchronised, before it is acknowledged. */
const db = new Database(process.env["DATABASE"] ?? "");
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("create table inbox (id text primary key, body text not null, received_at integer not null) strict");
const store = db.prepare("insert into inbox values (?, ?, ?) on conflict do nothing");

const receiver = new HTTPReceiver({ signingSecret: process.env["SLACK_SIGNING_SECRET"] ?? "" });
const app = new App({
  receiver,
  convoStore: false,
  authorize: async () => ({ botToken: "xoxb-bare", botId: "B1", botUserId: "U1" }),
});
app.command("/incident", async ({ command, ack }) => {
  store.run(command.trigger_id, JSON.stringify(command), Date.now());
  await ack();
});

const server = createServer((request, response) => receiver.requestListener(request, response));
server.listen(0, "127.0.0.1", () => {
  process.stderr.write(`listening http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
