import { readFile } from "node:fs/promises";
import type { Route } from "../slack/http.ts";

const HTML = "text/html; charset=utf-8";
const TEXT = "text/plain; charset=utf-8";
const TYPES: Readonly<Record<string, string>> = {
  html: HTML,
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  map: "application/json; charset=utf-8",
  webmanifest: "application/manifest+json; charset=utf-8",
  txt: TEXT,
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  woff2: "font/woff2",
};

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The page is not built</title>
<h1>The page is not built</h1>
<p>The workspace itself runs. Build its page with <code>npm run build:page</code>, then load this again.</p>
`;

/** Serves the built page that lies in this folder. */
export function pageSite(folder: URL): Route {
  return async ({ method }, response, { pathname }) => {
    function answer(
      status: number,
      type: string,
      body: string | Buffer,
      headers: Readonly<Record<string, string>> = {},
    ) {
      response.writeHead(status, { ...HEADERS, "content-type": type, ...headers }).end(body);
    }
    const file = pathname === "/" ? "index.html" : /^\/((?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+)$/.exec(pathname)?.[1];
    if (method !== "GET" && method !== "HEAD") return answer(405, TEXT, "That is not asked in this way.");
    const body = file === undefined ? undefined : await bytesOf(new URL(file, folder));
    if (file === undefined || body === undefined) {
      return pathname === "/" ? answer(503, HTML, NOT_BUILT) : answer(404, TEXT, "There is nothing here.");
    }
    // The builder puts a hash of the content into the names of what lies in assets/.
    const caching = file.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    answer(200, TYPES[file.split(".").at(-1) ?? ""] ?? "application/octet-stream", body, { "cache-control": caching });
  };
}

async function bytesOf(file: URL): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR"))
      return undefined;
    throw error;
  }
}
