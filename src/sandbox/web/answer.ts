import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "../slack/http.ts";
import { bodyUpTo } from "./body.ts";
import { plainWords } from "./plain-words.ts";
import type { Problem } from "./protocol.ts";

const LARGEST_DEED = 1_000_000;

export function refuse(response: ServerResponse, status: 400 | 404 | 405 | 409 | 413 | 415, problem: string): void {
  sendJson(response, status, { problem } satisfies Problem);
}

/** Reads the deed that was sent and does it. What nobody can do now is answered 409, in plain words. */
export async function answerDeed<D>(
  request: IncomingMessage,
  response: ServerResponse,
  read: (body: unknown) => { readonly deed: D } | { readonly problem: string },
  doIt: (deed: D) => Promise<void>,
): Promise<void> {
  // A form of a foreign page cannot send this type.
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    return refuse(response, 415, "Deeds are sent as application/json.");
  }
  const body = await bodyUpTo(request, LARGEST_DEED);
  if (body === undefined) {
    response.setHeader("connection", "close");
    return refuse(response, 413, "That is too much for one deed.");
  }
  const asked = read(jsonOf(body));
  if ("problem" in asked) return refuse(response, 400, asked.problem);
  try {
    await doIt(asked.deed);
  } catch (error) {
    const problem = plainWords(error);
    if (problem === undefined) throw error;
    refuse(response, 409, problem);
  }
}

/** What was sent, or undefined when it is not JSON: no deed fits that. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
