import type { z } from "zod";
import type { Json } from "../../shared/json.ts";
import type { Account } from "./account.ts";
import { type Answer, invalid, ok, refusal } from "./answer.ts";
import type { Token, User } from "./company.ts";
import type { Deliveries } from "./deliveries.ts";
import type { References } from "./reference.ts";

/** What a query parameter may hold; a list names the only values allowed. */
export type QueryRule = "text" | "integer" | "boolean" | "time" | readonly string[];

export type Call<Body> = {
  readonly account: Account;
  readonly references: References;
  readonly deliveries: Deliveries;
  readonly token: Token;
  /** The `{id}` of the path, or "". */
  readonly id: string;
  readonly query: URLSearchParams;
  /** The person named by the From header, where the operation demands one. */
  readonly from: User;
  readonly body: Body;
};

export type Operation = {
  /** Method and path, with `{id}` for what varies: `PUT /incidents/{id}`. */
  readonly name: string;
  readonly query: Readonly<Record<string, QueryRule>>;
  readonly needsFrom: boolean;
  readonly body: z.ZodType | undefined;
  readonly answer: (call: Call<never>) => Answer;
};

export function read(
  name: string,
  query: Readonly<Record<string, QueryRule>>,
  answer: (call: Call<undefined>) => Answer,
): Operation {
  return { name, query, needsFrom: false, body: undefined, answer };
}

/** An operation that changes something. All but few of them want to know, in the From header, who does it. */
export function write<Body extends z.ZodType>(
  name: string,
  body: Body,
  answer: (call: Call<z.infer<Body>>) => Answer,
  { needsFrom = true } = {},
): Operation {
  return { name, query: {}, needsFrom, body, answer };
}

export const paging = { limit: "integer", offset: "integer", total: "boolean" } as const;

/** One page of a list under its name. PagerDuty gives the total only to those who ask. */
export function page<T>(
  { query }: Pick<Call<unknown>, "query">,
  name: string,
  all: readonly T[],
  shape: (one: T) => Json,
): Answer {
  const limit = Number(query.get("limit") ?? 25);
  const offset = Number(query.get("offset") ?? 0);
  if (limit < 1 || limit > 100) return invalid("limit must be from 1 to 100");
  if (offset + limit > 10_000) return refusal(400, 2002, "Arguments Caused Error", ["offset + limit exceeds 10000"]);
  return ok({
    [name]: all.slice(offset, offset + limit).map(shape),
    limit,
    offset,
    total: query.get("total") === "true" ? all.length : null,
    more: all.length > offset + limit,
  });
}
