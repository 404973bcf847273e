import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { root } from "../../root.ts";
import { type Person, person } from "../people.ts";
import type { Front } from "../slack/act/front.ts";
import { canSee } from "../slack/channels.ts";
import { type Route, readBody, sendJson, sendText } from "../slack/http.ts";
import type { Channel } from "../slack/model.ts";
import type { Workspace } from "../slack/workspace.ts";

const FILES: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  "/": { name: "page.html", type: "text/html" },
  "/page.css": { name: "page.css", type: "text/css" },
  "/page.js": { name: "page.js", type: "text/javascript" },
};

/** A plain page that shows the workspace as text, as each person sees it, and lets them type. */
export function pageRoutes(front: Front, workspaceUrl: string): Route {
  const { workspace } = front;

  /** Whoever sits at the page sees by himself when the app has answered. */
  function personAt(id: string): Person | undefined {
    const user = workspace.users.get(id);
    return user === undefined ? undefined : person({ user, front, url: workspaceUrl, quiet: async () => {} });
  }

  function screen(response: ServerResponse, url: URL): void {
    const reader = personAt(url.searchParams.get("as") ?? "");
    if (reader === undefined) return sendText(response, 404, "There is no such person.");
    const channels = channelsOf(workspace, reader.id);
    const shown = channels.find(({ id }) => id === url.searchParams.get("in")) ?? channels[0];
    sendJson(response, 200, {
      channels: channels.map((channel) => ({ id: channel.id, name: nameOf(channel) })),
      channel: shown?.id ?? "",
      text: shown === undefined ? "" : reader.reads({ id: shown.id }).split("\n").slice(1).join("\n").trim(),
      form: reader.readsForm() ?? null,
      caption: workspace.changes.findLast(({ type }) => type === "caption")?.data ?? "",
    });
  }

  async function typed(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { as, in: id, text } = JSON.parse((await readBody(request)).toString("utf8")) as Record<string, string>;
    const author = personAt(as ?? "");
    if (author === undefined || id === undefined || text === undefined || text.trim() === "") {
      return sendText(response, 400, "Nothing was typed.");
    }
    try {
      if (text.startsWith("/")) await author.types({ id }, text);
      else await author.says({ id }, text);
      response.writeHead(204).end();
    } catch (error) {
      // What a person cannot do is said in plain words.
      sendText(response, 409, error instanceof Error ? error.message : String(error));
    }
  }

  async function closed(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { as } = JSON.parse((await readBody(request)).toString("utf8")) as Record<string, string>;
    const reader = personAt(as ?? "");
    if (reader?.modal() !== undefined) await reader.closes("all");
    response.writeHead(204).end();
  }

  return async (request, response, url) => {
    const file = FILES[url.pathname];
    if (file !== undefined && request.method === "GET") {
      const body = await readFile(new URL(`src/sandbox/web/${file.name}`, root));
      response.writeHead(200, {
        "content-type": `${file.type}; charset=utf-8`,
        "content-security-policy": "default-src 'self'; img-src data:; frame-ancestors 'none'",
        "cache-control": "no-store",
      });
      response.end(body);
    } else if (url.pathname === "/_sandbox/people") sendJson(response, 200, peopleOf(workspace));
    else if (url.pathname === "/_sandbox/screen") screen(response, url);
    else if (url.pathname === "/_sandbox/typed" && request.method === "POST") await typed(request, response);
    else if (url.pathname === "/_sandbox/closed" && request.method === "POST") await closed(request, response);
    else sendText(response, 404, "There is nothing here.");
  };
}

function peopleOf({ users }: Workspace): { readonly id: string; readonly name: string }[] {
  return [...users.values()].filter(({ isBot }) => !isBot).map(({ id, realName }) => ({ id, name: realName }));
}

/** Those the person is in, the latest first, the conversation with the app last. */
function channelsOf({ channels }: Workspace, userId: string): Channel[] {
  const seen = [...channels.values()].filter((channel) => canSee(channel, userId));
  const isRoom = ({ kind }: Channel): boolean => kind !== "im";
  return [...seen.filter(isRoom), ...seen.filter((channel) => !isRoom(channel))];
}

function nameOf({ kind, name, archived }: Channel): string {
  if (kind === "im") return "Direct messages";
  return `#${name}${kind === "private" ? " (private)" : ""}${archived ? " (archived)" : ""}`;
}
