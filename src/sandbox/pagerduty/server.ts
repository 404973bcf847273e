import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as realSleep } from "node:timers/promises";
import type { Clock } from "../../shared/time.ts";
import { type Onlooker, stopwatch } from "../exchange.ts";
import type { Account } from "./account.ts";
import { type Answer, invalid, refusal } from "./answer.ts";
import { invalidBody, personFrom, refusalOfHeaders, refusalOfQuery, tokenOf } from "./check.ts";
import type { User } from "./company.ts";
import type { Deliveries } from "./deliveries.ts";
import { directoryOperations } from "./directory-operations.ts";
import type { EventsApi } from "./events-api.ts";
import { answerOfFault, type Faults } from "./faults.ts";
import { incidentOperations } from "./incident-operations.ts";
import type { Operation } from "./operation.ts";
import type { openRateLimit } from "./rate-limit.ts";
import type { References } from "./reference.ts";
import { webhookOperations } from "./webhook-operations.ts";

/** One call as it came and as it was answered. `operation` is null for a path that PagerDuty does not have. */
export type RecordedCall = {
  readonly at: number;
  readonly operation: string | null;
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly from: string | null;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
  /** It went wrong because a fault was planned, not because of the caller. */
  readonly planned: boolean;
};

type Parts = {
  readonly clock: Clock;
  readonly account: Account;
  readonly references: References;
  readonly deliveries: Deliveries;
  readonly events: EventsApi;
  readonly faults: Faults;
  readonly rateLimit: ReturnType<typeof openRateLimit>;
  readonly calls: RecordedCall[];
  readonly onlooker: Onlooker;
};

const operations = [...directoryOperations, ...incidentOperations, ...webhookOperations].map((operation) => {
  const [method, path = ""] = operation.name.split(" ");
  return { operation, method, path: new RegExp(`^${path.replace("{id}", "(?<id>[^/]+)")}$`) };
});

/** The HTTP side: REST API and Events API on one address. */
export function pagerDutyServer(parts: Parts): Server {
  return createServer((request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      response.destroy();
      throw error;
    });
  });
}

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { clock, calls, faults, onlooker } = parts;
  const took = stopwatch();
  const url = new URL(request.url ?? "/", "http://pagerduty.invalid");
  const text = await textOf(request);
  const body = jsonOf(text);
  const found = operationOf(request.method ?? "GET", url.pathname);
  const name = found?.operation.name ?? eventsOperation(request.method, url.pathname);
  const fault = faults.next(name ?? "none");
  // Whoever calls measures its patience by the machine. A delay that nobody waits for any more keeps no process alive.
  if (fault?.kind === "delay") await realSleep(fault.ms, undefined, { ref: false });
  if (fault?.kind === "request lost") return void request.socket.destroy();
  const answer =
    answerOfFault(fault) ??
    (name !== null && found === undefined
      ? eventsAnswer(parts, name, body)
      : restAnswer(parts, request, url, found, text === "" ? undefined : body));
  const query = [...new Set(url.searchParams.keys())].map((key) => [key, url.searchParams.getAll(key)] as const);
  calls.push({
    at: clock.now(),
    operation: name,
    path: url.pathname,
    query: Object.fromEntries(query),
    from: request.headers.from ?? null,
    body,
    status: answer.status,
    answer: answer.body,
    planned: fault !== undefined && fault.kind !== "delay",
  });
  const isLost = fault?.kind === "reply lost";
  const ok = !isLost && answer.status < 400;
  onlooker({
    from: "bot-to-pagerduty",
    name: name ?? `${request.method ?? "GET"} ${url.pathname}`,
    at: clock.now(),
    took: took(),
    ok,
    ...(ok ? {} : { error: isLost ? "the answer was lost" : String(answer.status) }),
    sent: { path: `${url.pathname}${url.search}`, body: body ?? null },
    answered: answer.body ?? null,
  });
  if (isLost) return void request.socket.destroy();
  send(response, answer, fault?.kind === "reply torn");
}

function operationOf(method: string, path: string): { operation: Operation; id: string } | undefined {
  for (const one of operations) {
    const match = one.method === method ? one.path.exec(path) : null;
    if (match !== null) return { operation: one.operation, id: decodeURIComponent(match.groups?.["id"] ?? "") };
  }
  return undefined;
}

function eventsOperation(method: string | undefined, path: string): string | null {
  return method === "POST" && (path === "/v2/enqueue" || path === "/v2/change/enqueue") ? `POST ${path}` : null;
}

function eventsAnswer({ events }: Parts, name: string, body: unknown): Answer {
  return name === "POST /v2/enqueue" ? events.enqueue(body) : events.enqueueChange(body);
}

function restAnswer(
  parts: Parts,
  request: IncomingMessage,
  url: URL,
  found: { operation: Operation; id: string } | undefined,
  body: unknown,
): Answer {
  const { account, references, deliveries, rateLimit } = parts;
  const { company } = account;
  const { headers, method = "GET" } = request;
  const token = tokenOf(company, headers);
  const refused = refusalOfHeaders(headers, method, token);
  if (refused !== undefined || token === undefined) return refused ?? refusal(401, 2006, "Access Denied");
  const limit = rateLimit.count(token.value);
  const answer = limit.refused ?? carryOut();
  return { ...answer, headers: { ...limit.headers, ...answer.headers } };

  function carryOut(): Answer {
    if (found === undefined) return refusal(404, 2100, "Not Found", [`${method} ${url.pathname} is no operation`]);
    const { operation, id } = found;
    const query = refusalOfQuery(operation, url.searchParams);
    if (query !== undefined) return query;
    const from = operation.needsFrom ? personFrom(company, headers) : nobody;
    if ("status" in from) return from;
    if (body instanceof SyntaxError) return invalid("The body is not JSON");
    const read = operation.body?.safeParse(body);
    if (read?.success === false) return invalidBody(read.error);
    const call = { account, references, deliveries, token: token as never, id, query: url.searchParams, from };
    return operation.answer({ ...call, body: read?.data as never });
  }
}

const nobody: User = { id: "", name: "nobody", email: "", timeZone: "UTC", teams: [] };

function send(response: ServerResponse, answer: Answer, torn: boolean): void {
  const text = answer.body === undefined ? "" : JSON.stringify(answer.body);
  const type = text === "" ? {} : { "content-type": "application/json" };
  if (!torn) {
    response.writeHead(answer.status, { ...type, ...answer.headers });
    response.end(answer.status === 204 ? undefined : text);
    return;
  }
  response.writeHead(answer.status, { ...type, "content-length": Buffer.byteLength(text) });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** The body as data, or the SyntaxError that says it is none. */
function jsonOf(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
