import type { IncomingMessage, ServerResponse } from "node:http";
import type { Front } from "../slack/act/front.ts";
import { type Route, readBody, sendJson } from "../slack/http.ts";
import { deedAsked } from "./deed-schema.ts";
import { doDeed } from "./deeds.ts";
import type { PagePlugs } from "./page-plugs.ts";
import { plainWords } from "./plain-words.ts";
import type { Problem } from "./protocol.ts";
import { openReadMarks } from "./read-marks.ts";
import { isSeat, type Reader, snapshot } from "./snapshot.ts";
import { streamChanges } from "./stream.ts";

/** All that the page asks of the workspace. */
export function webRoutes(front: Front, url: string, plugs: PagePlugs, rest: Route): Route {
  const { workspace } = front;
  const marks = openReadMarks(workspace);

  function readerAt(asked: URL): Reader | undefined {
    const user = workspace.users.get(asked.searchParams.get("as") ?? "");
    if (user === undefined || !isSeat(user)) return undefined;
    return { workspace, plugs, marks, pace: plugs.pace, me: user.id };
  }

  function events(reader: Reader, request: IncomingMessage, response: ServerResponse, asked: URL): void {
    const last = request.headers["last-event-id"] ?? asked.searchParams.get("last-event-id");
    streamChanges(reader, response, last === null ? undefined : Number(last));
  }

  async function does(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = deedAsked(await jsonBody(request));
    if ("problem" in asked) return refuse(response, 400, asked.problem);
    const user = workspace.users.get(asked.deed.as);
    if (user === undefined || !isSeat(user)) return refuse(response, 400, nobody(asked.deed.as));
    await answered(response, async () => {
      sendJson(response, 200, await doDeed(front, url, marks, user, asked.deed));
    });
  }

  return async (request, response, asked) => {
    const { pathname } = asked;
    if (pathname === "/_sandbox/do" && request.method === "POST") return does(request, response);
    if (pathname === "/_sandbox/state" || pathname === "/_sandbox/events") {
      const reader = readerAt(asked);
      if (reader === undefined) return refuse(response, 400, nobody(asked.searchParams.get("as") ?? ""));
      if (pathname === "/_sandbox/events") return events(reader, request, response, asked);
      return sendJson(response, 200, snapshot(reader), { "cache-control": "no-store" });
    }
    return rest(request, response, asked);
  };
}

function nobody(as: string): string {
  return `There is nobody "${as}" here that one can be.`;
}

function refuse(response: ServerResponse, status: 400 | 404 | 409 | 413 | 415, problem: string): void {
  sendJson(response, status, { problem } satisfies Problem);
}

async function answered(response: ServerResponse, answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    const problem = plainWords(error);
    if (problem === undefined) throw error;
    refuse(response, 409, problem);
  }
}

/** What was sent, or undefined when it is not JSON: no deed fits that. */
async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request)).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
