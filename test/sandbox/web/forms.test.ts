import type { App } from "@slack/bolt";
import type { KnownBlock } from "@slack/web-api";
import { expect, onTestFinished, test } from "vitest";
import type { Values } from "../../../src/sandbox/slack/model.ts";
import type { ModalSeen } from "../../../src/sandbox/web/protocol.ts";
import { type Bench, bench } from "../slack/bench.ts";
import { httpApp } from "../slack/bolt-app.ts";
import { type Browser, browser } from "./browser.ts";

function plain(text: string) {
  return { type: "plain_text" as const, text };
}

function option(text: string) {
  return { text: plain(text), value: text.toLowerCase() };
}

function input(block_id: string, element: object, more: object = {}): KnownBlock {
  return {
    type: "input",
    block_id,
    label: plain(block_id),
    element: { action_id: "v", ...element },
    ...more,
  } as KnownBlock;
}

const form = {
  type: "modal" as const,
  callback_id: "declare",
  title: plain("Declare"),
  submit: plain("Go"),
  blocks: [
    input("title", { type: "plain_text_input", max_length: 20 }),
    input("severity", { type: "static_select", options: [option("SEV1"), option("SEV2")] }),
    input("service", { type: "external_select", min_query_length: 0 }, { optional: true }),
    input("proof", { type: "file_input" }, { optional: true }),
    input("loud", { type: "checkboxes", options: [option("Page")] }, { optional: true, dispatch_action: true }),
  ],
};

const card: KnownBlock[] = [
  {
    type: "actions",
    block_id: "buttons",
    elements: [
      { type: "button", action_id: "open", text: plain("Open"), value: "1" },
      { type: "overflow", action_id: "more", options: [option("Merge"), option("Link")] },
    ],
  },
];

type Heard = { readonly sent: Values[]; readonly chosen: unknown[] };

/** A bot with a form behind a button and one behind a command, and what it heard. */
async function botWithForm(): Promise<Bench & { readonly heard: Heard }> {
  const on = await bench();
  const heard: Heard = { sent: [], chosen: [] };
  const running = await httpApp(on.world.slack, (app: App) => {
    app.action("open", async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view: form });
    });
    app.action("more", async ({ ack, action }) => {
      await ack();
      heard.chosen.push((action as unknown as { selected_option: unknown }).selected_option);
    });
    app.action("v", async ({ ack, action }) => {
      await ack();
      heard.chosen.push((action as unknown as { selected_options: unknown }).selected_options);
    });
    app.options("v", async ({ ack, options }) => ack({ options: [option(`${options.value}-api`)] }));
    app.view("declare", async ({ ack, view }) => {
      heard.sent.push(view.state.values as unknown as Values);
      const title = view.state.values["title"]?.["v"]?.value;
      await ack(title === "taken" ? { response_action: "errors", errors: { title: "That is taken." } } : undefined);
    });
    app.event("app_home_opened", async ({ event, client }) => {
      const blocks = [{ type: "section", text: plain("Welcome") }] as KnownBlock[];
      await client.views.publish({ user_id: event.user, view: { type: "home", blocks } });
    });
  });
  onTestFinished(running.stop);
  return { ...on, heard };
}

/** Posts the card and opens the form behind its button. */
async function openForm({ client, channel }: Bench, ana: Browser): Promise<ModalSeen> {
  const at = channel("incidents");
  const { ts = "" } = await client.chat.postMessage({ channel: at, text: "card", blocks: card });
  const spot = { in: "message", channel: at, ts } as const;
  expect(await ana.does({ do: "uses", spot, block: "buttons", action: "open" })).toEqual({ status: 200, body: {} });
  await expect.poll(async () => (await ana.state()).modals).toMatchObject([{ title: "Declare", submit: "Go" }]);
  const [modal] = (await ana.state()).modals;
  if (modal === undefined) throw new Error("no form");
  return modal;
}

function text(value: string | null) {
  return { type: "plain_text_input", value };
}

const SEV1 = { type: "static_select", selected_option: option("SEV1") };

test("a form is held against what its inputs allow before the app hears of it, then against what the app says", async () => {
  const on = await botWithForm();
  const ana = browser(on.world, "U0ANA");
  const { id: view } = await openForm(on, ana);
  const submit = async (values: Values) => (await ana.does({ do: "submits", view, values })).body;

  expect(await submit({ title: { v: text("A title of more than twenty characters") } })).toEqual({
    errors: { title: "Must be at most 20 characters.", severity: "Please complete this required field." },
  });
  expect(on.heard.sent).toEqual([]);
  expect(await submit({ title: { v: text("taken") }, severity: { v: SEV1 } })).toEqual({
    errors: { title: "That is taken." },
  });
  expect((await ana.state()).modals[0]?.values["title"]?.["v"]).toEqual(text("taken"));
  expect(await submit({ title: { v: text("down") } })).toEqual({});
  expect(on.heard.sent.at(-1)).toMatchObject({ title: { v: text("down") }, severity: { v: SEV1 } });
  expect((await ana.state()).modals).toEqual([]);
  expect((await ana.does({ do: "submits", view, values: {} })).body.problem).toBe("No form is open any more.");
});

test("what is filled in shows in a second browser of the same person, and in nobody else's", async () => {
  const on = await botWithForm();
  const ana = browser(on.world, "U0ANA");
  const { id: view } = await openForm(on, ana);
  const [second, bo] = [await ana.listens(), await browser(on.world, "U0BO").listens()];
  const spot = { in: "modal", view } as const;
  await ana.does({ do: "fills", spot, block: "title", action: "v", value: text("Half of a ti") });
  await expect
    .poll(() => second.of("modals_seen"))
    .toMatchObject([[{ id: view, values: { title: { v: text("Half of a ti") } } }]]);
  await on.world.as("ana").says("#general", "the end");
  await expect.poll(() => bo.types()).toEqual(["message"]);
  expect(on.heard.chosen).toEqual([]);
});

test("an input that tells the app at once does, an overflow menu does, and options are asked of the app", async () => {
  const on = await botWithForm();
  const ana = browser(on.world, "U0ANA");
  const { id: view } = await openForm(on, ana);
  const spot = { in: "modal", view } as const;
  const ticked = { type: "checkboxes", selected_options: [option("Page")] };
  await ana.does({ do: "fills", spot, block: "loud", action: "v", value: ticked });
  expect(on.heard.chosen).toMatchObject([[{ value: "page" }]]);

  const found = await ana.does({ do: "suggests", spot, block: "service", action: "v", typed: "cart" });
  expect(found.body.options).toEqual([{ text: plain("cart-api"), value: "cart-api" }]);

  const at = on.channel("incidents");
  const ts = (await ana.state()).messages[at]?.at(-1)?.ts ?? "";
  const chosen = { type: "overflow", selected_option: { value: "link", text: plain("something else") } };
  const onCard = { in: "message", channel: at, ts } as const;
  await ana.does({ do: "uses", spot: onCard, block: "buttons", action: "more", value: chosen });
  expect(on.heard.chosen.at(-1)).toMatchObject(option("Link"));
});

test("nothing can be filled in that a person could not have entered", async () => {
  const on = await botWithForm();
  const ana = browser(on.world, "U0ANA");
  const { id: view } = await openForm(on, ana);
  const bos = await uploaded(on, "U0BO");
  const fill = async (block: string, value: { readonly type: string }) => {
    const spot = { in: "modal", view } as const;
    const { status, body } = await ana.does({ do: "fills", spot, block, action: "v", value });
    return [status, body.problem];
  };
  const sev9 = { type: "static_select", selected_option: option("SEV9") };
  expect(await fill("severity", sev9)).toEqual([409, 'The static_select does not offer "sev9".']);
  expect((await fill("title", SEV1))[0]).toBe(409);
  expect((await fill("title", { type: "plain_text_input", value: 7 } as never))[0]).toBe(409);
  expect((await fill("proof", { type: "file_input", files: [{ id: bos }] } as never))[0]).toBe(409);
  expect((await fill("gone", text("x")))[1]).toMatch(/not there any more/);
  const elsewhere = await browser(on.world, "U0BO").does({
    do: "fills",
    spot: { in: "modal", view },
    block: "title",
    action: "v",
    value: text("x"),
  });
  expect(elsewhere.body.problem).toBe("No form is open any more.");
});

test("a file is put into a form as the one that was uploaded", async () => {
  const on = await botWithForm();
  const ana = browser(on.world, "U0ANA");
  const { id: view } = await openForm(on, ana);
  const id = await uploaded(on, "U0ANA");
  const values = {
    title: { v: text("down") },
    severity: { v: SEV1 },
    proof: { v: { type: "file_input", files: [{ id }] } },
  };
  expect((await ana.does({ do: "submits", view, values })).body).toEqual({});
  expect(on.heard.sent.at(-1)?.["proof"]?.["v"]).toMatchObject({ files: [{ id, name: "a.txt", user: "U0ANA" }] });
});

test("closing takes the form away in every browser", async () => {
  const on = await botWithForm();
  const ana = browser(on.world, "U0ANA");
  const { id: view } = await openForm(on, ana);
  const second = await ana.listens();
  await ana.does({ do: "closes", view, all: false });
  await expect.poll(() => second.of("modals_seen")).toEqual([[]]);
});

test("opening the Home tab brings what the app publishes there", async () => {
  const on = await botWithForm();
  const ana = browser(on.world, "U0ANA");
  const listening = await ana.listens();
  expect((await ana.state()).home).toBeNull();
  await ana.does({ do: "opens-home" });
  await expect.poll(() => listening.of("home_seen")).toMatchObject([{ blocks: [{ text: { text: "Welcome" } }] }]);
  expect((await ana.state()).home).toMatchObject({ blocks: [{ text: { text: "Welcome" } }] });
});

test("when no app answers, what Slack shows is said", async () => {
  const { world, channel } = await bench();
  const at = channel("incidents");
  const typed = await browser(world, "U0ANA").does({ do: "types", channel: at, text: "/incident declare" });
  expect(typed).toEqual({ status: 200, body: { failure: '/incident failed with the error "dispatch_failed"' } });
});

async function uploaded({ world }: Bench, as: string): Promise<string> {
  const address = `${world.slack.url}/_sandbox/upload?as=${as}&name=a.txt`;
  return ((await (await fetch(address, { method: "POST", body: "proof" })).json()) as { id: string }).id;
}
