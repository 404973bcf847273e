import type { Ledger } from "../ledger/ledger.ts";
import type { Logger } from "../log.ts";
import { readDelivery } from "../pagerduty/payload.ts";
import { signedBy } from "../pagerduty/signature.ts";
import { hideSecrets } from "../secrets.ts";
import { type Json, mapTexts } from "../shared/json.ts";
import type { Clock } from "../shared/time.ts";
import { type Route, readBody } from "../web/server.ts";
import { signatureWatch } from "./unexplained.ts";

/** PagerDuty itself sends nothing larger. */
const LIMIT = 256 * 1024;

/**
 * Takes webhooks in: verified over the raw bytes, stored, then 202. A signature that does not fit may be our own wrong
 * secret, and three refusals in a row would disable the subscription for a day: it gets 503, comes again, and is loud.
 */
export function pagerDutyWebhook(parts: {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Logger;
  readonly secrets: readonly string[];
  readonly wake: () => void;
}): Route {
  const { ledger, clock, log, secrets, wake } = parts;
  const signatures = signatureWatch(ledger);
  return async (request, response) => {
    const signature = request.headers["x-pagerduty-signature"];
    if (typeof signature !== "string") {
      response.writeHead(401).end("Unsigned\n");
      return;
    }
    const body = await readBody(request, LIMIT);
    if (body === undefined) {
      response.writeHead(413).end("Too large\n");
      return;
    }
    const fits = signedBy(body, signature, secrets);
    await signatures.came(clock.now(), fits);
    if (!fits) {
      log.error("A PagerDuty webhook bears a signature that none of PAGERDUTY_WEBHOOK_SECRETS explains");
      response.writeHead(503).end("Signature not recognised\n");
      return;
    }
    const read = readDelivery(body.toString("utf8"));
    if (read.ok) {
      const id = `pagerduty:${read.event.eventId}`;
      await ledger.takeIn({
        id,
        source: "pagerduty",
        body: mapTexts(read.event as unknown as Json, hideSecrets),
        receivedAt: clock.now(),
      });
      wake();
    } else log.warn("A signed PagerDuty delivery could not be read; it was dropped", { problem: read.problem });
    response.writeHead(202).end();
  };
}
