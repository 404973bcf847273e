import type { IncomingMessage, ServerResponse } from "node:http";
import { canSee } from "../slack/channels.ts";
import { storeFile } from "../slack/files.ts";
import { sendJson } from "../slack/http.ts";
import type { StoredFile, User } from "../slack/model.ts";
import type { Workspace } from "../slack/workspace.ts";
import { refuse } from "./answer.ts";
import { bodyUpTo } from "./body.ts";

const LARGEST_FILE = 50_000_000;
const LONGEST_NAME = 200;

/** Keeps what this person has chosen on their machine. Nobody else sees it before they share it. */
export async function uploadFile(
  workspace: Workspace,
  url: string,
  user: User,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (name.trim() === "" || name.length > LONGEST_NAME || /[/\\\p{Cc}]/u.test(name)) {
    return refuse(response, 400, "The file needs a plain name.");
  }
  const content = await bodyUpTo(request, LARGEST_FILE);
  if (content === undefined) {
    response.setHeader("connection", "close");
    return refuse(response, 413, "A file may have 50 MB at most.");
  }
  if (content.byteLength === 0) return refuse(response, 400, "The file is empty.");
  sendJson(response, 200, { id: storeFile(workspace, url, user.id, { name, content }).id });
}

/** A file as long as this person may see it; nobody learns whether there is another. */
export function sendFile(workspace: Workspace, user: User, id: string, response: ServerResponse): void {
  const file = workspace.files.get(id);
  if (file === undefined || !maySee(workspace, file, user)) return refuse(response, 404, "There is no such file.");
  const { mimetype, name } = file.wire;
  const isPicture = /^image\/(?:png|jpeg|gif|webp)$/.test(mimetype);
  response.writeHead(200, {
    "content-type": mimetype,
    "content-disposition": `${isPicture ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(name)}`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  });
  response.end(file.bytes);
}

function maySee({ channels }: Workspace, file: StoredFile, user: User): boolean {
  if (file.wire.user === user.id) return true;
  return [...file.channels].some((id) => {
    const channel = channels.get(id);
    return channel !== undefined && canSee(channel, user.id);
  });
}
