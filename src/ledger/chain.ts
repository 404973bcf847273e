import { createHash } from "node:crypto";
import { canonicalJson } from "../shared/json.ts";
import type { Instant } from "../shared/time.ts";

/** What an event's hash covers. The body is covered through its digest, so that it can be erased and the chain stay whole. */
export type Link = {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly cause: string;
  readonly bodyHash: string;
};

/** The salt keeps a short secret from being guessed by its digest once the body is erased. */
export function hashBody(salt: string, body: string): string {
  return sha256(salt + body);
}

/** @param previous the chain of the event before; "" for the first of a stream */
export function hashLink(previous: string, link: Link): string {
  const { stream, version, type, occurredAt, recordedAt, actor, cause, bodyHash } = link;
  return sha256(canonicalJson([previous, stream, version, type, occurredAt, recordedAt, actor, cause, bodyHash]));
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
