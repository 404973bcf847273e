import type { IncomingHttpHeaders } from "node:http";
import type { z } from "zod";
import { type Answer, invalid, refusal } from "./answer.ts";
import type { Company, Token, User } from "./company.ts";
import type { Operation, QueryRule } from "./operation.ts";

/** Which token a request carries, in the one form that belongs to its kind, or undefined when it does not count. */
export function tokenOf(company: Company, { authorization }: IncomingHttpHeaders): Token | undefined {
  return company.tokens.find(({ value }) => {
    const form = value.startsWith("pdus+") ? `Bearer ${value}` : `Token token=${value}`;
    return authorization === form;
  });
}

/** Why a request is refused by its headers alone. */
export function refusalOfHeaders(
  headers: IncomingHttpHeaders,
  method: string,
  token: Token | undefined,
): Answer | undefined {
  if (token === undefined) return refusal(401, 2006, "Access Denied", ["The token is missing, unknown or malformed"]);
  if (headers.accept !== "application/vnd.pagerduty+json;version=2") {
    return refusal(406, 2001, "Not Acceptable", ["Accept must be application/vnd.pagerduty+json;version=2"]);
  }
  if (method === "GET") return undefined;
  if (token.kind === "read-only") return refusal(403, 2010, "Access Denied");
  const type = headers["content-type"]?.split(";")[0];
  return type === "application/json" ? undefined : refusal(415, 2001, "Unsupported Media Type");
}

/** The person that the From header names, or why it names nobody. */
export function personFrom(company: Company, { from }: IncomingHttpHeaders): User | Answer {
  if (from === undefined) return invalid("The From header must hold the e-mail address of a user");
  const user = company.users.find(({ email }) => email.toLowerCase() === from.toLowerCase());
  return user ?? refusal(400, 1008, "Requester User Not Found");
}

export function refusalOfQuery(operation: Operation, query: URLSearchParams): Answer | undefined {
  const errors: string[] = [];
  for (const [name, value] of query) {
    const rule = operation.query[name];
    if (rule === undefined) errors.push(`${name} is not a parameter of ${operation.name}`);
    else if (!fits(rule, value)) errors.push(`${name} cannot be ${JSON.stringify(value)}`);
  }
  return errors.length === 0 ? undefined : invalid(...errors);
}

function fits(rule: QueryRule, value: string): boolean {
  switch (rule) {
    case "text":
      return value !== "undefined";
    case "integer":
      return /^\d+$/.test(value);
    case "boolean":
      return value === "true" || value === "false";
    case "time":
      return !Number.isNaN(Date.parse(value));
  }
  return rule.includes(value);
}

export function invalidBody({ issues }: z.ZodError): Answer {
  return invalid(...issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
}
