import type { Json } from "../shared/json.ts";
import { hashBody, hashLink } from "./chain.ts";
import type { ChainFault } from "./ledger.ts";
import { all, first, integer, maybeText, type Row, type Steps, text } from "./statement.ts";

/**
 * Recomputes the chain of one stream. What was changed, removed or put in between is found; the end of a stream cut off is
 * found only where its look-up row knows better. Beyond that stands the head, which is told to people outside.
 */
export function* verifyStream(stream: string): Steps<readonly ChainFault[]> {
  const rows = yield* all("select * from events where stream = ? order by version", stream);
  const summary = yield* first("select version from incidents where stream = ?", stream);
  const masked = new Set(rows.flatMap(maskedBy));
  const faults: ChainFault[] = [];
  let previous: { readonly chain: string; readonly version: number; readonly seq: number } = {
    chain: "",
    version: 0,
    seq: 0,
  };
  for (const row of rows) {
    const version = integer(row, "version");
    const report = (fault: string): number => faults.push({ stream, version, fault });
    if (version !== previous.version + 1) report(`versions ${previous.version + 1} to ${version - 1} are missing`);
    if (integer(row, "seq") <= previous.seq) report("it was stored before the event that it follows");
    const fault = bodyFault(row, masked.has(version));
    if (fault !== undefined) report(fault);
    if (text(row, "chain") !== expectedChain(previous.chain, row))
      report("its hash does not fit its content and the event before");
    previous = { chain: text(row, "chain"), version, seq: integer(row, "seq") };
  }
  const known = summary ? integer(summary, "version") : 0;
  if (known > previous.version) {
    faults.push({ stream, version: known, fault: `versions ${previous.version + 1} to ${known} are missing` });
  }
  return faults;
}

/** The version whose body a `Masked` event says was erased. */
function maskedBy(row: Row): readonly number[] {
  const body = maybeText(row, "body");
  if (text(row, "type") !== "Masked" || body === undefined) return [];
  const { version } = JSON.parse(body) as { readonly version?: Json };
  return typeof version === "number" && version < integer(row, "version") ? [version] : [];
}

function bodyFault(row: Row, masked: boolean): string | undefined {
  const body = maybeText(row, "body");
  const salt = maybeText(row, "salt");
  if (body === undefined) return masked ? undefined : "its body was erased and no later event says so";
  if (salt === undefined || hashBody(salt, body) !== text(row, "body_hash")) return "its body was changed";
  return undefined;
}

function expectedChain(previous: string, row: Row): string {
  return hashLink(previous, {
    stream: text(row, "stream"),
    version: integer(row, "version"),
    type: text(row, "type"),
    occurredAt: integer(row, "occurred_at"),
    recordedAt: integer(row, "recorded_at"),
    actor: text(row, "actor"),
    cause: text(row, "cause"),
    bodyHash: text(row, "body_hash"),
  });
}
