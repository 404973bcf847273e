import type { Instant } from "../../../shared/time.ts";
import { SlackError } from "../error.ts";
import type { Judge } from "../judge.ts";
import type { Limits } from "../limits.ts";
import { type Fault, takeFault } from "../switches.ts";
import type { Triggers } from "../triggers.ts";
import type { Workspace } from "../workspace.ts";
import { readArguments } from "./arguments.ts";
import { type Call, type Handlers, isGranted, requireScope } from "./call.ts";
import { chatMethods } from "./chat.ts";
import { conversationMethods } from "./conversations.ts";
import { fileMethods } from "./files.ts";
import { markMethods } from "./marks.ts";
import { isDocumentedError, type MethodSpec, methodSpec } from "./method-table.ts";
import { peopleMethods } from "./people.ts";
import { viewMethods } from "./views.ts";

export const handlers: Handlers = {
  ...conversationMethods,
  ...chatMethods,
  ...viewMethods,
  ...markMethods,
  ...peopleMethods,
  ...fileMethods,
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** What else befalls the answer on its way. */
  readonly fault?: Fault;
};

/** One call that the app made, and what it was told. */
export type LoggedCall = {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly at: Instant;
  /** It went wrong because a fault was planned, not because of the caller. */
  readonly planned: boolean;
};

export type Desk = {
  readonly workspace: Workspace;
  readonly judge: Judge;
  readonly limits: Limits;
  readonly triggers: Triggers;
  readonly url: string;
  readonly log: LoggedCall[];
  openConnection(): string;
};

/** Answers one Web API call as Slack would, and keeps it in the log. */
export function answerCall(
  desk: Desk,
  method: string,
  token: string | undefined,
  raw: Record<string, unknown>,
): Answer {
  const fault = takeFault(desk.workspace.switches, method);
  const answer = (fault === undefined ? undefined : faultyAnswer(fault)) ?? properAnswer(desk, method, token, raw);
  const { token: _, ...args } = raw;
  const planned = fault !== undefined && fault.kind !== "delay";
  desk.log.push({ method, args, answer: answer.body, at: desk.workspace.clock.now(), planned });
  if (fault !== undefined) desk.workspace.changed("world", null);
  return fault === undefined ? answer : { ...answer, fault };
}

function refused(error: string, more: Readonly<Record<string, unknown>> = {}): Answer {
  return { status: 200, headers: {}, body: { ok: false, error, ...more } };
}

function limited(seconds: number): Answer {
  return { ...refused("ratelimited"), status: 429, headers: { "retry-after": String(seconds) } };
}

function faultyAnswer(fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case "limited":
      return limited(fault.retryAfter);
    case "failed":
      return { ...refused("internal_error"), status: fault.status };
    case "refused":
      return refused(fault.error);
    case "disconnect":
      return refused("connection dropped");
    case "delay":
    case "lost-reply":
      return undefined;
  }
}

function properAnswer(desk: Desk, method: string, token: string | undefined, raw: Record<string, unknown>): Answer {
  const spec = methodSpec(method);
  if (spec === undefined) return refused("unknown_method", { req_method: method });
  const accepted = [...spec.scopes, ...Object.values(spec.channelScopes)].join(",");
  const headers = { "x-oauth-scopes": desk.workspace.app.scopes.join(","), "x-accepted-oauth-scopes": accepted };
  try {
    checkToken(desk.workspace, spec, token);
    checkScopes(desk.workspace, spec);
    const wait = desk.limits.over(method, spec, String(raw["channel"]));
    if (wait !== undefined) return limited(wait);
    const call: Call = {
      ...desk,
      method,
      spec,
      args: readArguments(spec, raw),
      me: desk.workspace.app.botUserId,
    };
    const handler = handlers[method];
    if (handler === undefined) throw new Error(`${method} is in the method table but nobody carries it out`);
    return { status: 200, headers, body: { ok: true, ...handler(call) } };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    if (!isDocumentedError(spec, error.error) && method !== "api.test") {
      throw new Error(`${method} must not answer ${error.error}: its table does not name it`);
    }
    return { ...refused(error.error, error.more), headers };
  }
}

function checkToken(workspace: Workspace, spec: MethodSpec, token: string | undefined): void {
  if (spec.token === "any") return;
  if (token === undefined || token === "") throw new SlackError("not_authed");
  const { botToken, appToken } = workspace.app;
  if (token !== botToken && token !== appToken) throw new SlackError("invalid_auth");
  if ((spec.token === "app") !== (token === appToken)) throw new SlackError("not_allowed_token_type");
}

/** What needs no conversation to be judged; the scope for one kind of conversation is asked for once it is known. */
function checkScopes(workspace: Workspace, spec: MethodSpec): void {
  if (spec.token !== "bot") return;
  for (const needed of spec.scopes) requireScope(workspace, needed);
  const kinds = Object.values(spec.channelScopes);
  if (kinds.length > 0 && !kinds.some((needed) => isGranted(workspace.app.scopes, needed))) {
    requireScope(workspace, kinds[0] ?? "");
  }
}
