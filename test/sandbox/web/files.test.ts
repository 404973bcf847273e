import { expect, test } from "vitest";
import { type Bench, bench } from "../slack/bench.ts";
import { browser } from "./browser.ts";

const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

async function upload({ world }: Bench, as: string, name: string, body: Uint8Array<ArrayBuffer> | string) {
  const address = `${world.slack.url}/_sandbox/upload?as=${as}&name=${encodeURIComponent(name)}`;
  const answer = await fetch(address, { method: "POST", body });
  const { id = "", problem } = (await answer.json()) as { id?: string; problem?: string };
  return { status: answer.status, id, problem };
}

function get({ world }: Bench, id: string, as: string): Promise<Response> {
  return fetch(`${world.slack.url}/_sandbox/files/${id}?as=${as}`);
}

async function withBoard(): Promise<Bench> {
  return bench({
    channels: [
      { name: "general", members: ["ana", "bo", "pitwall"] },
      { name: "board", kind: "private", members: ["ana", "cy"] },
    ],
  });
}

test("a file is its owner's until it is shared, and then of those who see where", async () => {
  const on = await withBoard();
  const { id } = await upload(on, "U0ANA", "graph.png", PICTURE);
  const ana = browser(on.world, "U0ANA");
  const seenBy = async () => {
    const all = ["U0ANA", "U0BO", "U0CY"].map(async (as) => [as, (await get(on, id, as)).status] as const);
    return Object.fromEntries(await Promise.all(all));
  };
  expect(await seenBy()).toEqual({ U0ANA: 200, U0BO: 404, U0CY: 404 });
  await ana.does({ do: "says", channel: on.channel("board"), text: "", files: [id] });
  expect(await seenBy()).toEqual({ U0ANA: 200, U0BO: 404, U0CY: 200 });
  await ana.does({ do: "says", channel: on.channel("general"), text: "Look", files: [id] });
  expect(await seenBy()).toEqual({ U0ANA: 200, U0BO: 200, U0CY: 200 });
  const { messages } = await browser(on.world, "U0BO").state();
  expect(messages[on.channel("general")]).toMatchObject([{ text: "Look", files: [{ id, mimetype: "image/png" }] }]);
});

test("nobody shares the file of another, or one that is not there", async () => {
  const on = await withBoard();
  const { id } = await upload(on, "U0BO", "a.txt", "x");
  const ana = browser(on.world, "U0ANA");
  for (const wanted of [id, "F404"]) {
    const { status } = await ana.does({ do: "says", channel: on.channel("general"), text: "", files: [wanted] });
    expect(status).toBe(409);
  }
});

test("a file comes as what it is and can do nothing in the page", async () => {
  const on = await bench();
  const picture = await get(on, (await upload(on, "U0ANA", "graph.png", PICTURE)).id, "U0ANA");
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect(picture.headers.get("content-disposition")).toMatch(/^inline/);
  expect(new Uint8Array(await picture.arrayBuffer())).toEqual(PICTURE);
  for (const name of ["evil.html", "evil.svg", "evil"]) {
    const { headers } = await get(on, (await upload(on, "U0ANA", name, "<script>alert(1)</script>")).id, "U0ANA");
    expect(headers.get("content-type"), name).toBe("application/octet-stream");
    expect(headers.get("content-disposition"), name).toMatch(/^attachment/);
    expect(headers.get("x-content-type-options"), name).toBe("nosniff");
    expect(headers.get("content-security-policy"), name).toContain("sandbox");
  }
});

test("a file needs a name, something in it, and somebody whose it is", async () => {
  const on = await bench();
  for (const name of ["", " ", "../a.txt", "a\nb", "x".repeat(201)]) {
    expect((await upload(on, "U0ANA", name, "x")).status, name).toBe(400);
  }
  expect((await upload(on, "U0ANA", "a.txt", "")).problem).toBe("The file is empty.");
  expect((await upload(on, "U0NOBODY", "a.txt", "x")).status).toBe(400);
});
