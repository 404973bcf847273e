import { request } from "node:http";
import { expect, test } from "vitest";
import { bench } from "../slack/bench.ts";

type Headers = Readonly<Record<string, string>>;

/** As `fetch`, which lets nobody choose the Host. */
function statusOf(url: string, headers: Headers, body?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: body === undefined ? "GET" : "POST", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

async function screen(url: string, as: string, channel = "") {
  const answer = await fetch(`${url}/_sandbox/screen?${new URLSearchParams({ as, in: channel }).toString()}`);
  return (await answer.json()) as {
    readonly channels: readonly { readonly name: string }[];
    readonly text: string;
    readonly form: string | null;
  };
}

function type(url: string, typed: { readonly as: string; readonly in: string; readonly text: string }) {
  return fetch(`${url}/_sandbox/typed`, { method: "POST", body: JSON.stringify(typed) });
}

test("the page and what it reads answer this machine alone, and no page of another site", async () => {
  const { url } = (await bench()).world.slack;
  const own = new URL(url).host;

  for (const path of ["/", "/page.js", "/page.css", "/_sandbox/people", "/_sandbox/screen?as=U0ANA"]) {
    expect(await statusOf(`${url}${path}`, {}), path).toBe(200);
    expect(await statusOf(`${url}${path}`, { host: own, origin: url }), path).toBe(200);
    expect(await statusOf(`${url}${path}`, { host: "acme.example" }), path).toBe(403);
    expect(await statusOf(`${url}${path}`, { origin: "http://acme.example" }), path).toBe(403);
  }
  expect(await statusOf(`${url}/_sandbox/typed`, { origin: "http://acme.example" }, "{}")).toBe(403);
});

test("the page asks nobody else for anything, and lets nobody frame it", async () => {
  const { url } = (await bench()).world.slack;
  const answer = await fetch(url);

  expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(await answer.text()).not.toMatch(/https?:/);
});

test("what is typed is said by that person, and read by the others as it is printed", async () => {
  const { world, channel } = await bench();
  const { url } = world.slack;
  const general = channel("general");

  expect((await type(url, { as: "U0ANA", in: general, text: "Anybody else? <b>" })).status).toBe(204);
  expect((await screen(url, "U0BO", general)).text).toMatch(/ana: Anybody else\? <b>$/);
});

test("everybody sees their own channels", async () => {
  const { world } = await bench({
    channels: [
      { name: "general", members: ["ana", "bo"] },
      { name: "board", kind: "private", members: ["ana"] },
    ],
  });
  const namesFor = async (as: string) => (await screen(world.slack.url, as)).channels.map(({ name }) => name);

  expect(await namesFor("U0ANA")).toEqual(["#general", "#board (private)"]);
  expect(await namesFor("U0BO")).toEqual(["#general"]);
});

test("what a person cannot do is said in plain words", async () => {
  const { world, channel } = await bench();
  const typed = { as: "U0FAY", in: channel("incidents"), text: "hello" };
  const refused = await type(world.slack.url, typed);

  expect([refused.status, await refused.text()]).toEqual([409, "fay is not in #incidents and must join it first"]);
  const unknown = await type(world.slack.url, { ...typed, as: "U0ANA", text: "/lunch" });
  expect([unknown.status, await unknown.text()]).toEqual([409, "/lunch is not a valid command"]);
});
