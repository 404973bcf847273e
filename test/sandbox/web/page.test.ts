import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { pageSite } from "../../../src/sandbox/web/page-site.ts";
import { bench } from "../slack/bench.ts";

type Headers = Readonly<Record<string, string>>;

/** As `fetch`, which lets nobody choose the Host. */
function statusOf(url: string, headers: Headers, body?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: body === undefined ? "GET" : "POST", headers }, (answer) => {
      answer.destroy();
      resolve(answer.statusCode);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** Serves a folder with these files as the page. */
async function site(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pitwall-page-"));
  await writeFile(join(folder, "beside.txt"), "beside the page");
  await mkdir(join(folder, "web", "assets"), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, "web", name), text);
  const serve = pageSite(pathToFileURL(join(folder, "web/")));
  const server = createServer((asked, answer) => {
    void serve(asked, answer, new URL(asked.url ?? "/", "http://page.invalid"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("whatever the page reads answers this machine alone, and no page of another site", async () => {
  const { url } = (await bench()).world.slack;
  const own = new URL(url).host;
  for (const path of ["state?as=U0ANA", "events?as=U0ANA", "world", "calls"]) {
    const address = `${url}/_sandbox/${path}`;
    expect(await statusOf(address, {}), path).toBe(200);
    expect(await statusOf(address, { host: own, origin: url }), path).toBe(200);
    expect(await statusOf(address, { host: "acme.example" }), path).toBe(403);
    expect(await statusOf(address, { origin: "http://acme.example" }), path).toBe(403);
  }
  for (const path of ["do", "world", "upload?as=U0ANA&name=a.txt"]) {
    const headers = { origin: "http://acme.example", "content-type": "application/json" };
    expect(await statusOf(`${url}/_sandbox/${path}`, headers, "{}"), path).toBe(403);
  }
});

test("what is no address is a bad request", async () => {
  const { hostname, port } = new URL((await bench()).world.slack.url);
  const status = await new Promise((resolve) => {
    request({ hostname, port, path: "//" }, (answer) => resolve(answer.resume().statusCode)).end();
  });
  expect(status).toBe(400);
});

test("what a form of a foreign page could send is no deed", async () => {
  const { url } = (await bench()).world.slack;
  const deed = JSON.stringify({ as: "U0ANA", do: "opens-home" });
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
    expect(await statusOf(`${url}/_sandbox/do`, { "content-type": type }, deed), type).toBe(415);
    expect(await statusOf(`${url}/_sandbox/world`, { "content-type": type }, deed), type).toBe(415);
  }
});

test("the page asks nobody else for anything, and lets nobody frame it", async () => {
  const { headers } = await fetch(await site({ "index.html": "<!doctype html>" }));
  expect(headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("content-security-policy")).not.toContain("script-src");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

test("what carries a hash in its name is kept for good, the page itself is asked for each time", async () => {
  const url = await site({
    "index.html": "<!doctype html>",
    "assets/index-B1a2.js": "1",
    "assets/index-C3.css": "p{}",
  });
  const script = await fetch(`${url}/assets/index-B1a2.js`);
  expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(script.headers.get("cache-control")).toContain("immutable");
  expect((await fetch(`${url}/assets/index-C3.css`)).headers.get("content-type")).toBe("text/css; charset=utf-8");
  const page = await fetch(`${url}/?as=ana&in=C1`);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("cache-control")).toBe("no-cache");
});

test("nothing beside the page's own folder is served", async () => {
  const url = await site({ "index.html": "<!doctype html>" });
  for (const path of [
    "/../beside.txt",
    "/..%2fbeside.txt",
    "/%2e%2e/beside.txt",
    "/assets/../../beside.txt",
    "/assets",
  ]) {
    const { host } = new URL(url);
    const [hostname, port] = host.split(":");
    const status = await new Promise((resolve) => {
      request({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode)).end();
    });
    expect(status, path).toBe(404);
  }
  expect((await fetch(url, { method: "POST" })).status).toBe(405);
});

test("a page that is not built says how it is built", async () => {
  const answer = await fetch(await site({}));
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("npm run build:page");
});
