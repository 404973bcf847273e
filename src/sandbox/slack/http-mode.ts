import { createHmac } from "node:crypto";
import type { InstalledApp } from "./app.ts";
import type { Delivery, Reply, Retry, Transport } from "./deliver.ts";

const DEADLINE = 3_000;

/** `X-Slack-Signature` of a body sent at that time (epoch seconds). */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

/** Deliveries as signed requests to the app's request URL. Signatures carry the real time: the app compares it with its own. */
export function createHttpMode(app: InstalledApp, requestUrl: string, realNow: () => number): Transport {
  async function send(delivery: Delivery, retry?: Retry): Promise<Reply> {
    const { body, type } = encoded(delivery);
    const timestamp = Math.floor(realNow() / 1_000);
    const headers: Record<string, string> = {
      "content-type": type,
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": signatureOf(app.signingSecret, timestamp, body),
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    };
    if (retry !== undefined) {
      headers["x-slack-retry-num"] = String(retry.attempt);
      headers["x-slack-retry-reason"] = retry.reason;
    }
    try {
      const response = await fetch(requestUrl, {
        method: "POST",
        headers,
        body,
        signal: AbortSignal.timeout(DEADLINE),
      });
      const text = await response.text();
      if (response.ok) return { acked: true, body: readBody(text) };
      return { acked: false, reason: "http_error", final: response.headers.get("x-slack-no-retry") === "1" };
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      return { acked: false, reason: late ? "http_timeout" : "connection_failed", final: false };
    }
  }
  return { send, isUsed: () => true };
}

function encoded({ type, payload }: Delivery): { body: string; type: string } {
  const form = "application/x-www-form-urlencoded";
  switch (type) {
    case "events_api":
      return { body: JSON.stringify(payload), type: "application/json" };
    case "slash_commands":
      return { body: new URLSearchParams(payload as Record<string, string>).toString(), type: form };
    case "interactive":
      return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), type: form };
  }
}

/** Plain text answers a command as well as JSON does. */
function readBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
