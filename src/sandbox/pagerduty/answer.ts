import type { Json } from "../../shared/json.ts";

/** What the REST API answers: a status and a body, or no body at all. */
export type Answer = {
  readonly status: number;
  readonly body?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};

export function ok(body: Json, status = 200): Answer {
  return { status, body };
}

/** PagerDuty's error body: a code of its own beside the HTTP status, and what was wrong in sentences. */
export function refusal(status: number, code: number, message: string, errors: readonly string[] = []): Answer {
  return { status, body: { error: { message, code, errors } } };
}

export function invalid(...errors: readonly string[]): Answer {
  return refusal(400, 2001, "Invalid Input Provided", errors);
}

export function notFound(): Answer {
  return refusal(404, 2100, "Not Found");
}
