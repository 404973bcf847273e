import { expect, test } from "vitest";
import { bench } from "./bench.ts";

type Told = { readonly id: number; readonly type: string; readonly data: { readonly data: unknown } };

async function listen(url: string, headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const told: Told[] = [];
  const reading = (async () => {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const piece of response.body ?? []) {
      const blocks = (rest + decoder.decode(piece, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const [, id, type, data] = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        if (data !== undefined) told.push({ id: Number(id), type: type ?? "", data: JSON.parse(data) });
      }
    }
  })().catch(() => undefined);
  return {
    told,
    async leave() {
      abort.abort();
      await reading;
    },
  };
}

test("every change is told as it happens, and a listener that was away is told what it missed", async () => {
  const { world } = await bench();
  const url = `${world.slack.url}/_sandbox/events`;
  const first = await listen(url);
  await world.as("ana").says("#incidents", "one");
  await expect.poll(() => first.told.length).toBe(1);
  await first.leave();
  await world.as("ana").says("#incidents", "two");
  await world.as("ana").setsTopic("#incidents", "SEV1");
  const again = await listen(url, { "last-event-id": String(first.told[0]?.id) });
  await expect.poll(() => again.told.map(({ type }) => type)).toEqual(["message", "channel", "message"]);
  expect(again.told[0]?.data.data).toMatchObject({ text: "two" });
  await again.leave();
});

test("one person's stream and state leave out what is not for them", async () => {
  const { world, client, channel } = await bench();
  const bo = await listen(`${world.slack.url}/_sandbox/events?as=U0BO`);
  await client.chat.postEphemeral({ channel: channel("incidents"), user: "U0ANA", text: "for ana" });
  await world.as("ana").creates("secret", { isPrivate: true });
  await world.as("ana").says("#secret", "hush");
  await world.as("ana").says("#incidents", "for all");
  await expect.poll(() => bo.told.length).toBeGreaterThan(0);
  expect(bo.told.filter(({ type }) => type !== "call").map(({ data }) => data.data)).toMatchObject([
    { text: "for all" },
  ]);
  await bo.leave();
  const state = async (as: string) => (await fetch(`${world.slack.url}/_sandbox/state?as=${as}`)).json();
  const names = ({ channels }: { channels: { name: string }[] }) => channels.map(({ name }) => name);
  expect(names((await state("U0ANA")) as never)).toContain("secret");
  expect(names((await state("U0BO")) as never)).not.toContain("secret");
});
