import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as realSleep } from "node:timers/promises";
import { stopwatch } from "../exchange.ts";
import type { Front } from "./act/front.ts";
import { answerCall, type Desk } from "./api/answer.ts";
import { type Route, readBody, sendJson, sendText } from "./http.ts";
import type { Response as Said } from "./response-url.ts";

/** Whether it is the page that asks: nobody waits for it before time goes on. */
export function isPage(url: URL): boolean {
  return url.pathname.startsWith("/_sandbox/");
}

/** All that the workspace answers over HTTP; Socket Mode comes in by upgrade. */
export function createRoutes(desk: Desk, front: Front, cut: () => void, page: Route): Route {
  const { workspace } = desk;
  const { responseUrls, onlooker } = front;

  async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const took = stopwatch();
    const body = await readBody(request);
    const args = { ...Object.fromEntries(url.searchParams), ...readArgs(request, body) };
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const token = bearer ?? (typeof args["token"] === "string" ? args["token"] : undefined);
    const method = url.pathname.slice("/api/".length);
    const at = workspace.clock.now();
    const answer = answerCall(desk, method, token, args);
    if (answer.fault?.kind === "delay") await realSleep(answer.fault.ms);
    if (answer.fault?.kind === "disconnect") cut();
    const isLost = answer.fault?.kind === "disconnect" || answer.fault?.kind === "lost-reply";
    const error = isLost ? "the answer was lost" : answer.body["error"];
    const { token: _, ...sent } = args;
    onlooker({
      from: "bot",
      name: method,
      at,
      took: took(),
      ok: error === undefined,
      ...(error === undefined ? {} : { error: String(error) }),
      sent,
      answered: answer.body,
    });
    if (isLost) request.socket.destroy();
    else sendJson(response, answer.status, answer.body, answer.headers);
  }

  async function responseUrl(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const took = stopwatch();
    const said = readJson((await readBody(request)).toString("utf8"));
    if (said === undefined) {
      sendText(response, 400, "invalid_payload");
      return;
    }
    const { status, body } = responseUrls.use(url.pathname, said as Said);
    const at = workspace.clock.now();
    const ok = status === 200;
    const error = body.split(" ")[0] ?? body;
    const answer = ok ? { ok } : { ok, error, detail: body };
    desk.log.push({ method: "response_url", args: said, answer, at, planned: false });
    const wrong = ok ? {} : { error };
    onlooker({ from: "bot", name: "response_url", at, took: took(), ok, ...wrong, sent: said, answered: answer });
    sendText(response, status, body);
  }

  async function upload(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const body = await readBody(request);
    const entry = workspace.uploads.get(url.pathname.split("/").at(-1) ?? "");
    const bytes = await uploadedBytes(request, body);
    if (entry === undefined || bytes === undefined || bytes.byteLength !== entry.length) {
      sendText(response, 400, "bad upload");
      return;
    }
    entry.bytes = bytes;
    sendText(response, 200, `OK - ${bytes.byteLength}`);
  }

  function file(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const id = url.pathname.split("/")[2]?.split("-")[1] ?? "";
    const stored = workspace.files.get(id);
    if (request.headers.authorization !== `Bearer ${workspace.app.botToken}`) sendText(response, 403, "not_authed");
    else if (stored === undefined) sendText(response, 404, "file_not_found");
    else response.writeHead(200, { "content-type": stored.wire.mimetype }).end(stored.bytes);
  }

  return async (request, response, url) => {
    const path = url.pathname;
    if (path.startsWith("/api/")) await api(request, response, url);
    else if (path.startsWith("/commands/") || path.startsWith("/actions/")) await responseUrl(request, response, url);
    else if (path.startsWith("/upload/v1/")) await upload(request, response, url);
    else if (path.startsWith("/files-pri/")) file(request, response, url);
    else await page(request, response, url);
  };
}

function readArgs(request: IncomingMessage, body: Buffer): Record<string, unknown> {
  const text = body.toString("utf8");
  if (request.headers["content-type"]?.startsWith("application/json") === true) return readJson(text) ?? {};
  return Object.fromEntries(new URLSearchParams(text));
}

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The file itself, sent bare or as the only part of a form. */
async function uploadedBytes(request: IncomingMessage, body: Buffer): Promise<Uint8Array | undefined> {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return body;
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  for (const part of form.values()) if (typeof part !== "string") return new Uint8Array(await part.arrayBuffer());
  return undefined;
}
