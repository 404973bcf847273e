import type { App, ViewClosedAction } from "@slack/bolt";
import type { KnownBlock, ModalView } from "@slack/web-api";
import { describe, expect, test } from "vitest";
import { bench, errorName, refusal } from "./bench.ts";
import { socketApp } from "./bolt-app.ts";

function plain(text: string) {
  return { type: "plain_text" as const, text };
}

function input(blockId: string, label: string, more: object = {}): KnownBlock {
  return {
    type: "input",
    block_id: blockId,
    label: plain(label),
    element: { type: "plain_text_input", action_id: "value" },
    ...more,
  } as KnownBlock;
}

function modal(title: string, more: Partial<ModalView> = {}): ModalView {
  return {
    type: "modal",
    callback_id: title,
    title: plain(title),
    submit: plain("Go"),
    blocks: [input("a", "A")],
    ...more,
  };
}

describe("trigger ids", () => {
  test("work once, for three real seconds", async () => {
    let now = 1_000_000;
    const { client, world } = await bench({ realNow: () => now });
    const { triggers } = world.slack.front;
    const trigger_id = triggers.issue("U0ANA");
    expect((await client.views.open({ trigger_id, view: modal("One") })).view).toMatchObject({ type: "modal" });
    expect(await errorName(client.views.open({ trigger_id, view: modal("One") }))).toBe("exchanged_trigger_id");
    const late = triggers.issue("U0ANA");
    await world.clock.advance(3_600_000);
    now += 3_001;
    expect(await errorName(client.views.open({ trigger_id: late, view: modal("One") }))).toBe("expired_trigger_id");
    expect(await errorName(client.views.open({ trigger_id: "1.2.3", view: modal("One") }))).toBe("invalid_trigger_id");
  });
});

describe("views", () => {
  test("that break Slack's limits are refused with the place of the mistake", async () => {
    const { client, world } = await bench();
    const trigger_id = world.slack.front.triggers.issue("U0ANA");
    const answer = await refusal(client.views.open({ trigger_id, view: modal("A title of more than 24 characters") }));
    expect(answer.error).toBe("invalid_arguments");
    expect(answer["response_metadata"]).toMatchObject({ messages: [expect.stringMatching(/json-pointer:\/.*title/)] });
    const home = await refusal(client.views.publish({ user_id: "U0ANA", view: modal("One") as never }));
    expect(home.error).toBe("invalid_arguments");
  });

  test("stack three deep and no deeper", async () => {
    const { client, world } = await bench();
    const trigger = () => world.slack.front.triggers.issue("U0ANA");
    await client.views.open({ trigger_id: trigger(), view: modal("One") });
    await client.views.push({ trigger_id: trigger(), view: modal("Two") });
    await client.views.push({ trigger_id: trigger(), view: modal("Three") });
    expect(await errorName(client.views.push({ trigger_id: trigger(), view: modal("Four") }))).toBe(
      "push_limit_reached",
    );
    const ana = world.as("ana");
    expect(ana.modal()?.title.text).toBe("Three");
    await ana.closes();
    expect(ana.modal()?.title.text).toBe("Two");
    await ana.closes("all");
    expect(ana.modal()).toBeUndefined();
    expect(await errorName(client.views.push({ trigger_id: trigger(), view: modal("Two") }))).toBe("not_found");
  });

  test("are updated by id or external id, unless somebody was quicker; one that is closed is not found", async () => {
    const { client, world } = await bench();
    const opened = await client.views.open({
      trigger_id: world.slack.front.triggers.issue("U0ANA"),
      view: modal("One", { external_id: "mine" }),
    });
    const hash = opened.view?.hash ?? "";
    const view_id = opened.view?.id ?? "";
    expect((await client.views.update({ view_id, hash, view: modal("Two") })).ok).toBe(true);
    expect(await errorName(client.views.update({ view_id, hash, view: modal("Three") }))).toBe("hash_conflict");
    expect(await errorName(client.views.update({ external_id: "mine", view: modal("Three") }))).toBe("not_found");
    await world.as("ana").closes();
    expect(await errorName(client.views.update({ view_id, view: modal("Three") }))).toBe("not_found");
  });

  test("an external id is unique", async () => {
    const { client, world } = await bench();
    const view = modal("One", { external_id: "mine" });
    await client.views.open({ trigger_id: world.slack.front.triggers.issue("U0ANA"), view });
    const second = client.views.open({ trigger_id: world.slack.front.triggers.issue("U0BO"), view });
    expect(await errorName(second)).toBe("duplicate_external_id");
  });

  test("what was typed survives an update where block and action stay the same", async () => {
    const { client, world } = await bench();
    const ana = world.as("ana");
    const opened = await client.views.open({
      trigger_id: world.slack.front.triggers.issue("U0ANA"),
      view: modal("One", { blocks: [input("a", "A"), input("b", "B")] }),
    });
    await ana.selects("kept", { in: "modal", from: "A" });
    await ana.selects("lost", { in: "modal", from: "B" });
    const blocks = [input("a", "A"), input("c", "B")];
    await client.views.update({ view_id: opened.view?.id ?? "", view: modal("One", { blocks }) });
    expect(ana.modal()?.state.values).toMatchObject({ a: { value: { value: "kept" } }, c: { value: { value: null } } });
  });

  test("a Home tab is published for one person, and only when the tab is on", async () => {
    const { client, world } = await bench();
    const view = { type: "home" as const, blocks: [{ type: "section" as const, text: plain("Open incidents") }] };
    await client.views.publish({ user_id: "U0ANA", view });
    expect(world.as("ana").home()?.blocks).toHaveLength(1);
    expect(world.as("bo").home()).toBeUndefined();
    expect(await errorName(client.views.publish({ user_id: "U0ANA", view, hash: "stale" }))).toBe("hash_conflict");
    const without = await bench({ manifest: { display_information: { name: "p" } } });
    expect(await errorName(without.client.views.publish({ user_id: "U0ANA", view }))).toBe("not_enabled");
  });
});

describe("what the app answers to a form", () => {
  async function withForm(register: (app: App) => void) {
    const { world } = await bench();
    const app = await socketApp(world.slack, (bolt) => {
      bolt.command("/incident", async ({ ack, client, body }) => {
        await client.views.open({ trigger_id: body.trigger_id, view: modal("One", { notify_on_close: true }) });
        await ack();
      });
      register(bolt);
    });
    const ana = world.as("ana");
    await ana.types("#incidents", "/incident");
    return { world, ana, app };
  }

  test("update replaces it, push puts one on top, clear takes all away", async () => {
    const { ana, app } = await withForm((bolt) => {
      bolt.view("One", ({ ack }) => ack({ response_action: "update", view: modal("Two") }));
      bolt.view("Two", ({ ack }) => ack({ response_action: "push", view: modal("Three") }));
      bolt.view("Three", ({ ack }) => ack({ response_action: "clear" }));
    });
    expect(await ana.submits("One", { A: "x" })).toMatchObject({ updated: { title: { text: "Two" } } });
    expect(await ana.submits("Two", { A: "x" })).toMatchObject({ updated: { title: { text: "Three" } } });
    expect(await ana.submits("Three", { A: "x" })).toEqual({ closed: true });
    expect(ana.modal()).toBeUndefined();
    await app.stop();
  });

  test("errors must name input blocks; anything else is a mistake of the app that the person sees as a failure", async () => {
    const { ana, app, world } = await withForm((bolt) => {
      bolt.view("One", ({ ack }) => ack({ response_action: "errors", errors: { nowhere: "no" } }));
    });
    expect(await ana.submits("One", { A: "x" })).toEqual({ failed: "invalid answer" });
    expect(world.slack.refusals()).toMatchObject([{ method: "answer to view_submission" }]);
    await app.stop();
  });

  test("an empty required input is held back before the app hears of it", async () => {
    let heard = 0;
    const { ana, app } = await withForm((bolt) => {
      bolt.view("One", async ({ ack }) => {
        heard += 1;
        await ack();
      });
    });
    expect(await ana.submits("One")).toEqual({ errors: { A: "Please complete this required field." } });
    expect(heard).toBe(0);
    await app.stop();
  });

  test("closing tells the app when it wished to know", async () => {
    const closed: unknown[] = [];
    const { ana, app } = await withForm((bolt) => {
      bolt.view({ callback_id: "One", type: "view_closed" }, async ({ ack, body }) => {
        closed.push((body as ViewClosedAction).is_cleared);
        await ack();
      });
    });
    await ana.closes();
    expect(closed).toEqual([false]);
    await app.stop();
  });

  test.each([
    [true, "hash_conflict"],
    [false, undefined],
  ])("the hash after errors, with a new one each time: %s", async (errorsChangeHash, expected) => {
    const { ana, app, world } = await withForm((bolt) => {
      bolt.view("One", ({ ack }) => ack({ response_action: "errors", errors: { a: "no" } }));
    });
    world.slack.switches.errorsChangeHash = errorsChangeHash;
    const { id = "", hash = "" } = ana.modal() ?? {};
    expect(await ana.submits("One", { A: "x" })).toEqual({ errors: { A: "no" } });
    const update = app.app.client.views.update({ view_id: id, hash, view: modal("Two") });
    expect(expected === undefined ? (await update).ok : await errorName(update)).toBe(expected ?? true);
    await app.stop();
  });
});
