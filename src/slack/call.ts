import {
  type Logger,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from "@slack/web-api";
import type { Limiter } from "./limiter.ts";

/** What became of one Web API call. */
export type Called<Data = Record<string, unknown>> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly kind: "refused"; readonly error: string; readonly detail: string }
  /** Slack asks us to wait; the call was not carried out. */
  | { readonly ok: false; readonly kind: "limited"; readonly afterMs: number }
  /** Slack cannot be reached; the call was not carried out. */
  | { readonly ok: false; readonly kind: "away"; readonly detail: string }
  /** No answer came, or one that says nothing: it may have happened. */
  | { readonly ok: false; readonly kind: "unknown"; readonly detail: string };

export type Call = <Data = Record<string, unknown>>(
  method: string,
  args: Record<string, unknown>,
) => Promise<Called<Data>>;

/** "Possible some aspect of the operation succeeded", says the documentation of the first two. */
const AMBIGUOUS = new Set(["fatal_error", "internal_error", "request_timeout", "service_unavailable"]);
const LIMITED = new Set(["ratelimited", "rate_limited"]);
/** Errors of the connection before anything was sent. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * The background client. It repeats nothing by itself: the SDK would repeat a call whose reply was lost, and on one
 * 429 it would pause every other method. The outbox decides instead.
 */
export function callingSlack(options: {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly logger: Logger;
  readonly timeout?: number;
}): Call {
  const client = new WebClient(options.token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeout ?? 10_000,
    logger: options.logger,
    ...(options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl }),
  });
  return async <Data>(method: string, args: Record<string, unknown>): Promise<Called<Data>> => {
    try {
      return { ok: true, data: (await client.apiCall(method, args)) as Data };
    } catch (error) {
      return failed(error);
    }
  };
}

/** For calls that a person waits for: made at once, but counted, so that those in the background leave them room. */
export function callingAtOnce(call: Call, limiter: Limiter): Call {
  return async <Data>(method: string, args: Record<string, unknown>): Promise<Called<Data>> => {
    const channel = channelOf(args);
    limiter.count(method, channel);
    const called = await call<Data>(method, args);
    if (!called.ok && called.kind === "limited") limiter.pause(method, called.afterMs, channel);
    return called;
  };
}

export function channelOf(args: Record<string, unknown>): string | undefined {
  return typeof args["channel"] === "string" ? args["channel"] : undefined;
}

function failed(error: unknown): Exclude<Called, { ok: true }> {
  if (error instanceof WebAPIRateLimitedError) return { ok: false, kind: "limited", afterMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    const detail = (error.data.response_metadata?.messages ?? []).join("; ");
    if (LIMITED.has(code)) return { ok: false, kind: "limited", afterMs: 30_000 };
    if (AMBIGUOUS.has(code)) return { ok: false, kind: "unknown", detail: code };
    return { ok: false, kind: "refused", error: code, detail };
  }
  if (error instanceof WebAPIHTTPError) return { ok: false, kind: "unknown", detail: `HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) {
    const code = codeOf(error.cause) ?? codeOf((error.cause as { cause?: unknown } | undefined)?.cause);
    const detail = code ?? error.message;
    return code !== undefined && NOT_SENT.has(code)
      ? { ok: false, kind: "away", detail }
      : { ok: false, kind: "unknown", detail };
  }
  throw error;
}

function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
