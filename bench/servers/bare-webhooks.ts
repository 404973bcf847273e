import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Database from "better-sqlite3";

/** The least that takes webhooks in without losing one: verify, store durably under the delivery's id, answer 202. */
const secret = process.env["SECRET"] ?? "";
const db = new Database(process.env["DATABASE"] ?? "");
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("create table inbox (id text primary key, body text not null, received_at integer not null) strict");
const store = db.prepare("insert into inbox values (?, ?, ?) on conflict do nothing");

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const expected = Buffer.from(`v1=${createHmac("sha256", secret).update(body).digest("hex")}`);
    const given = Buffer.from(String(request.headers["x-pagerduty-signature"]));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      response.writeHead(401).end();
      return;
    }
    const event = (JSON.parse(body.toString("utf8")) as { event: { id: string } }).event;
    store.run(event.id, JSON.stringify(event), Date.now());
    response.writeHead(202).end();
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stderr.write(`listening http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
