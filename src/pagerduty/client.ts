import { api } from "@pagerduty/pdjs";
import { z } from "zod";
import { SECOND } from "../shared/time.ts";
import { oneRequest } from "./one-request.ts";
import { problemOf } from "./payload.ts";

/**
 * What became of a call. `refused`: PagerDuty said no, and will again. `later`: it was certainly not carried out, try again
 * after the time given. `unknown`: it may have been carried out, so ask before repeating.
 */
export type Failure =
  | {
      readonly ok: false;
      readonly kind: "refused";
      readonly status: number;
      readonly code: number | null;
      readonly message: string;
    }
  | { readonly ok: false; readonly kind: "later"; readonly retryAfterMs: number; readonly message: string }
  | { readonly ok: false; readonly kind: "unknown"; readonly message: string };

export type Outcome<T> = { readonly ok: true; readonly data: T } | Failure;

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Ask = {
  readonly query?: Query;
  readonly body?: object;
  /** E-mail of the person who acts: PagerDuty demands it for nearly everything that changes something. */
  readonly from?: string;
};

export type PagerDutyClient = {
  get<Shape extends z.ZodType>(path: string, shape: Shape, ask?: Ask): Promise<Outcome<z.infer<Shape>>>;
  post<Shape extends z.ZodType>(path: string, shape: Shape, ask: Ask): Promise<Outcome<z.infer<Shape>>>;
  put<Shape extends z.ZodType>(path: string, shape: Shape, ask: Ask): Promise<Outcome<z.infer<Shape>>>;
  /**
   * Everything of a listing, page by page, or the first failure. Stops at 10,000, PagerDuty's own limit. `isOver`: there is
   * no time for another page.
   */
  list<Item extends z.ZodType>(
    path: string,
    name: string,
    item: Item,
    query?: Query,
    isOver?: () => boolean,
  ): Promise<Outcome<z.infer<Item>[]>>;
};

export type ClientOptions = {
  /** Without a slash at its end: `https://api.pagerduty.com`, `https://api.eu.pagerduty.com`, or a test server. */
  readonly url: string;
  readonly token: string;
  /** How long to wait for an answer. */
  readonly timeoutMs?: number;
};

const waitAfterLimit = 15 * SECOND;
const waitAfterNoConnection = 5 * SECOND;
const pageSize = 100;
const lastOffset = 10_000;

/** Errors of a connection that was never made: nothing can have happened. */
const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/** The only place that knows pdjs. It neither repeats a call nor lets pdjs do it: that is for the outbox. */
export function pagerDutyClient({ url, token, timeoutMs = 10 * SECOND }: ClientOptions): PagerDutyClient {
  const base = url.replace(/\/+$/, "");
  const tokenType = token.startsWith("pdus+") || token.startsWith("pdeu+") ? "bearer" : "token";

  async function call<Shape extends z.ZodType>(
    method: string,
    path: string,
    shape: Shape,
    { query = {}, body, from }: Ask,
  ): Promise<Outcome<z.infer<Shape>>> {
    const request = oneRequest();
    const parameters = {
      method,
      url: base + path,
      token,
      tokenType,
      queryParameters: queryOf(query),
      headers: from === undefined ? {} : { From: from },
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), request.broken]),
      // pdjs's own timeout does nothing but keep the process alive for 30 s; its wait before repeating is cut to nothing.
      requestTimeout: 0,
      retryTimeout: 0,
      redirect: "error" as const,
      agent: request.agent,
      ...(body === undefined ? {} : { data: body }),
    };
    const answer = await api(parameters).then(
      ({ status, data }) => ({ status, data: data as unknown }),
      (error: unknown) => ({ error }),
    );
    const status = request.reply()?.status;
    if (status === 429) return later(request.reply()?.headers["ratelimit-reset"]);
    if ("error" in answer) return failureOf(answer.error, status);
    return outcomeOf(answer.status, answer.data, shape);
  }

  async function list<Item extends z.ZodType>(
    path: string,
    name: string,
    item: Item,
    query: Query = {},
    isOver: () => boolean = () => false,
  ): Promise<Outcome<z.infer<Item>[]>> {
    const shape = z.looseObject({ [name]: z.array(item), more: z.boolean().nullish() });
    const all: z.infer<Item>[] = [];
    for (let offset = 0; offset + pageSize <= lastOffset; offset += pageSize) {
      if (isOver()) return { ok: false, kind: "later", retryAfterMs: 0, message: "it is too slow to list everything" };
      const paged = { ...query, limit: String(pageSize), offset: String(offset) };
      const page = await call("GET", path, shape, { query: paged });
      if (!page.ok) return page;
      all.push(...(page.data[name] as z.infer<Item>[]));
      if (page.data["more"] !== true) break;
    }
    return { ok: true, data: all };
  }

  return {
    get: (path, shape, ask = {}) => call("GET", path, shape, ask),
    post: (path, shape, ask) => call("POST", path, shape, ask),
    put: (path, shape, ask) => call("PUT", path, shape, ask),
    list,
  };
}

/** Left out is what is undefined: pdjs would send the word. */
function queryOf(query: Query): Record<string, string | string[]> {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string | readonly string[]] => entry[1] !== undefined,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, typeof value === "string" ? value : [...value]]));
}

const errorBody = z.looseObject({
  error: z.looseObject({
    message: z.string().nullish(),
    code: z.number().nullish(),
    errors: z.array(z.string()).or(z.string()).nullish(),
  }),
});

function outcomeOf<Shape extends z.ZodType>(status: number, data: unknown, shape: Shape): Outcome<z.infer<Shape>> {
  if (status >= 500) return { ok: false, kind: "unknown", message: `PagerDuty answered ${status}` };
  if (status >= 400) return refusedBy(status, data);
  const read = shape.safeParse(data);
  if (read.success) return { ok: true, data: read.data };
  return { ok: false, kind: "unknown", message: `PagerDuty's answer could not be read: ${problemOf(read.error)}` };
}

function refusedBy(status: number, data: unknown): Failure {
  const read = errorBody.safeParse(data);
  if (!read.success) return { ok: false, kind: "refused", status, code: null, message: `PagerDuty answered ${status}` };
  const { message, code, errors } = read.data.error;
  const details = typeof errors === "string" ? errors : (errors ?? []).join("; ");
  const said = [message ?? `PagerDuty answered ${status}`, details].filter((part) => part !== "").join(": ");
  return { ok: false, kind: "refused", status, code: code ?? null, message: said };
}

/** pdjs rejects with an Error when there was no answer, and with the answer itself when that was not JSON. */
function failureOf(error: unknown, status: number | undefined): Failure {
  if (status !== undefined && status >= 400 && status < 500) return refusedBy(status, undefined);
  if (status !== undefined) {
    return { ok: false, kind: "unknown", message: `PagerDuty answered ${status} with something unreadable` };
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // node-fetch's sentence repeats the whole address before it comes to the reason.
  const reason = error instanceof Error ? error.message.replace(/^request to \S+ failed, reason: /, "") : "no answer";
  const message = `PagerDuty cannot be reached: ${reason}`;
  if (!neverSent.has(code)) return { ok: false, kind: "unknown", message };
  return { ok: false, kind: "later", retryAfterMs: waitAfterNoConnection, message };
}

function later(reset: string | string[] | undefined): Failure {
  const seconds = Number(reset ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? Math.max(1, seconds) * SECOND : waitAfterLimit;
  return { ok: false, kind: "later", retryAfterMs, message: "PagerDuty's rate limit is reached" };
}
