import { SlackError } from "./error.ts";
import type { StoredFile, WireFile } from "./model.ts";
import type { Workspace } from "./workspace.ts";

export type NewFile = {
  readonly name: string;
  readonly title?: string;
  readonly mimetype?: string;
  /** What it shows, for those who do not see it. */
  readonly alt?: string;
  readonly content: Uint8Array | string;
};

const MIME: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  pdf: "application/pdf",
  json: "application/json",
  csv: "text/csv",
  md: "text/markdown",
  txt: "text/plain",
};

/** Keeps a file and describes it as messages do. Its private address needs the app's token. */
export function storeFile(
  workspace: Workspace,
  url: string,
  by: string,
  given: NewFile,
  id = workspace.nextId("F"),
): WireFile {
  const bytes = typeof given.content === "string" ? new TextEncoder().encode(given.content) : given.content;
  const filetype = /\.([a-z0-9]+)$/i.exec(given.name)?.[1]?.toLowerCase() ?? "text";
  const address = `${url}/files-pri/${workspace.team.id}-${id}`;
  const wire: WireFile = {
    id,
    name: given.name,
    title: given.title ?? given.name,
    mimetype: given.mimetype ?? MIME[filetype] ?? "application/octet-stream",
    filetype,
    size: bytes.byteLength,
    ...(given.alt === undefined ? {} : { alt_txt: given.alt }),
    user: by,
    created: workspace.seconds(),
    timestamp: workspace.seconds(),
    mode: "hosted",
    is_external: false,
    url_private: `${address}/${encodeURIComponent(given.name)}`,
    url_private_download: `${address}/download/${encodeURIComponent(given.name)}`,
    permalink: `https://${workspace.team.domain}.slack.com/files/${by}/${id}/${encodeURIComponent(given.name)}`,
  };
  workspace.files.set(id, { bytes, channels: new Set(), wire });
  return wire;
}

export function fileOf(workspace: Workspace, id: string): StoredFile {
  const file = workspace.files.get(id);
  if (file === undefined) throw new SlackError("file_not_found");
  return file;
}
