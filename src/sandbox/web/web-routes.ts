import type { IncomingMessage, ServerResponse } from "node:http";
import type { Front } from "../slack/act/front.ts";
import { type Route, sendJson } from "../slack/http.ts";
import type { Limits } from "../slack/limits.ts";
import type { User } from "../slack/model.ts";
import { answerDeed, refuse } from "./answer.ts";
import type { CallBook } from "./call-book.ts";
import { deedAsked, worldDeedAsked } from "./deed-schema.ts";
import { doDeed } from "./deeds.ts";
import { sendFile, uploadFile } from "./page-files.ts";
import type { PagePlugs } from "./page-plugs.ts";
import { openReadMarks } from "./read-marks.ts";
import { isSeat, type Reader, snapshot } from "./snapshot.ts";
import { streamChanges } from "./stream.ts";
import { type Line, worldDesk } from "./world-desk.ts";
import type { CallsPage } from "./world-protocol.ts";

export type WebParts = {
  readonly front: Front;
  /** Where the workspace is served, without a slash at the end. */
  readonly url: string;
  readonly plugs: PagePlugs;
  readonly calls: CallBook;
  readonly limits: Limits;
  readonly line: Line;
  /** Where the page itself comes from. */
  readonly site: Route;
};

const FRESH = { "cache-control": "no-store" };

/** All that the page asks of the workspace. */
export function webRoutes({ front, url, plugs, calls, limits, line, site }: WebParts): Route {
  const { workspace } = front;
  const marks = openReadMarks(workspace);
  const world = worldDesk(workspace, plugs, line);

  /** By id or name; whoever opens the page without a word sits down at the first seat. */
  function personCalled(who: string | null): User | undefined {
    const seats = [...workspace.users.values()].filter(isSeat);
    return who === null || who === "" ? seats[0] : seats.find(({ id, name }) => id === who || name === who);
  }

  function readerFor(user: User): Reader {
    return { workspace, plugs, marks, pace: plugs.pace, me: user.id };
  }

  /** What is asked by somebody, who is named in the address. */
  async function forPerson(request: IncomingMessage, response: ServerResponse, asked: URL): Promise<void> {
    const as = asked.searchParams.get("as");
    const user = personCalled(as);
    if (user === undefined) return refuse(response, 400, nobody(as));
    const [, , what, id = ""] = asked.pathname.split("/");
    switch (`${request.method} ${what}`) {
      case "GET state":
        return sendJson(response, 200, snapshot(readerFor(user)), FRESH);
      case "GET events": {
        const last = request.headers["last-event-id"] ?? asked.searchParams.get("last-event-id");
        return streamChanges(readerFor(user), response, last === null ? undefined : Number(last));
      }
      case "GET files":
        return sendFile(workspace, user, id, response);
      case "POST upload":
        return uploadFile(workspace, url, user, asked.searchParams.get("name") ?? "", request, response);
      default:
        return refuse(response, 405, "That is not asked in this way.");
    }
  }

  return async (request, response, asked) => {
    switch (`${request.method} ${asked.pathname}`) {
      case "POST /_sandbox/do":
        return answerDeed(request, response, deedAsked, async (deed) => {
          const user = personCalled(deed.as);
          if (user === undefined) return refuse(response, 400, nobody(deed.as));
          sendJson(response, 200, await doDeed(front, url, marks, user, deed));
        });
      case "GET /_sandbox/world":
        return sendJson(response, 200, world.seen(), FRESH);
      case "POST /_sandbox/world":
        return answerDeed(request, response, worldDeedAsked, async (deed) => {
          await world.do(deed);
          response.writeHead(204).end();
        });
      case "GET /_sandbox/calls": {
        const after = Number(asked.searchParams.get("after") ?? 0);
        if (!Number.isFinite(after)) return refuse(response, 400, `"after" is the number of a call.`);
        const page: CallsPage = { calls: calls.after(after), budgets: limits.budgets() };
        return sendJson(response, 200, page, FRESH);
      }
    }
    if (!asked.pathname.startsWith("/_sandbox/")) return site(request, response, asked);
    if (/^\/_sandbox\/(?:state|events|upload|files\/[^/]+)$/.test(asked.pathname)) {
      return forPerson(request, response, asked);
    }
    return refuse(response, 404, "There is nothing here.");
  };
}

function nobody(as: string | null): string {
  return `There is nobody "${as ?? ""}" here that one can be.`;
}
