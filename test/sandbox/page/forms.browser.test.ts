import type { App } from "@slack/bolt";
import type { KnownBlock, ModalView } from "@slack/web-api";
import axe from "axe-core";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Values } from "../../../src/sandbox/slack/model.ts";
import { startChromium } from "../../browser/chromium.ts";
import { type Bench, bench } from "../slack/bench.ts";
import { httpApp } from "../slack/bolt-app.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });

function input(name: string, element: object, more: object = {}): KnownBlock {
  const block = {
    type: "input",
    block_id: name,
    label: plain(name),
    element: { action_id: name, ...element },
    ...more,
  };
  return block as KnownBlock;
}

function form(title: string, ...blocks: KnownBlock[]): ModalView {
  return { type: "modal", callback_id: title, title: plain(title), submit: plain("Send"), blocks };
}

function button(action: string, text: string, more: object = {}) {
  return { type: "button" as const, action_id: action, text: plain(text), ...more };
}

const every = form(
  "Everything",
  input("Line", { type: "plain_text_input" }),
  input("Many lines", { type: "plain_text_input", multiline: true }),
  input("Number", { type: "number_input", is_decimal_allowed: false }),
  input("One of few", { type: "static_select", options: [option("SEV1"), option("SEV2")] }),
  input("One found", { type: "external_select", min_query_length: 2 }),
  input("Several", { type: "multi_static_select", options: [option("Cart"), option("Search")] }),
  input("Person", { type: "users_select" }),
  input("Channel", { type: "channels_select" }),
  input("Boxes", { type: "checkboxes", options: [option("Private"), option("Drill")] }),
  input("Buttons", { type: "radio_buttons", options: [option("Yes"), option("No")] }),
  input("Day", { type: "datepicker" }),
  input("Hour", { type: "timepicker" }),
  input("Moment", { type: "datetimepicker" }),
  input("Rich", { type: "rich_text_input" }),
  input("Proof", { type: "file_input" }),
);

let chromium: Browser | undefined;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(async () => chromium?.close());

type At = Bench & { readonly page: Page };

/** The page of ana, in a browser that stands in another zone than she does; nothing where there is no browser. */
async function atPage(register: (app: App) => void, blocks: KnownBlock[], width = 1280): Promise<At | undefined> {
  if (chromium === undefined) return undefined;
  const on = await bench();
  const running = await httpApp(on.world.slack, register);
  onTestFinished(running.stop);
  const incidents = on.channel("incidents");
  await on.client.chat.postMessage({ channel: incidents, text: "card", blocks });
  const page = await chromium.newPage({ viewport: { width, height: 800 }, timezoneId: "America/New_York" });
  onTestFinished(() => page.close());
  page.setDefaultTimeout(10_000);
  await page.goto(`${on.world.slack.url}/?as=ana&in=${incidents}`);
  return { ...on, page };
}

function opening(view: ModalView) {
  return (app: App): void =>
    app.action("open", async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view });
    });
}

const opener: KnownBlock[] = [{ type: "actions", elements: [button("open", "Open")] }];

/** Presses two times as fast as nobody can, and returns whether it was busy in between. */
function pressedTwice(button: Locator): Promise<string | null> {
  return button.evaluate(async (element) => {
    element.click();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const busy = element.getAttribute("aria-busy");
    element.click();
    return busy;
  });
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = (await page.evaluate("axe.run()")) as axe.AxeResults;
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe("a form", () => {
  test("of every kind of input arrives as Slack says it", async ({ skip }) => {
    const sent: Values[] = [];
    const at = await atPage((app) => {
      opening(every)(app);
      app.options("One found", async ({ ack, options }) =>
        ack({ options: options.value.startsWith("ch") ? [option("checkout")] : [] }),
      );
      app.view("Everything", async ({ ack, view }) => {
        sent.push(view.state.values as unknown as Values);
        await ack();
      });
    }, opener);
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    await page.getByRole("button", { name: "Open" }).click();
    const dialog = page.getByRole("dialog", { name: "Everything" });
    const list = page.getByRole("listbox");
    const box = (name: string) => dialog.getByRole("textbox", { name, exact: true });
    const combo = (name: string) => dialog.getByRole("combobox", { name });

    await box("Line").fill("Checkout is down");
    await box("Many lines").fill("one\ntwo");
    await box("Number").fill("7");
    await dialog.getByRole("button", { name: /One of few/ }).click();
    await page.getByRole("option", { name: "SEV2" }).click();
    await combo("One found").fill("c");
    expect(await list.textContent()).toBe("Type a letter to search");
    await combo("One found").fill("xx");
    await list.getByText("No results").waitFor();
    await combo("One found").fill("ch");
    await page.getByRole("option", { name: "checkout" }).click();
    await combo("Several").press("ArrowDown");
    await combo("Several").press("Enter");
    await combo("Several").fill("sea");
    await combo("Several").press("Enter");
    await combo("Several").press("Escape");
    await combo("Person").click();
    await combo("Person").fill("bo");
    await combo("Person").press("Enter");
    await combo("Channel").click();
    await combo("Channel").fill("incid");
    await combo("Channel").press("Enter");
    await dialog.getByRole("checkbox", { name: "Drill" }).check();
    await dialog.getByRole("radio", { name: "No" }).check();
    await dialog.getByLabel("Day").fill("2026-11-22");
    await dialog.getByLabel("Hour").fill("14:05");
    await dialog.getByLabel("Moment").fill("2026-11-22T15:05");
    await box("Rich").fill("*done*");
    await dialog.getByLabel("Proof").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
    await dialog.getByText("a.txt").waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.waitFor({ state: "detached" });

    const rich = { type: "rich_text_section", elements: [{ type: "text", text: "done", style: { bold: true } }] };
    expect(sent).toMatchObject([
      {
        Line: { Line: { type: "plain_text_input", value: "Checkout is down" } },
        "Many lines": { "Many lines": { value: "one\ntwo" } },
        Number: { Number: { type: "number_input", value: "7" } },
        "One of few": { "One of few": { selected_option: option("SEV2") } },
        "One found": { "One found": { selected_option: option("checkout") } },
        Several: { Several: { selected_options: [option("Cart"), option("Search")] } },
        Person: { Person: { selected_user: "U0BO" } },
        Channel: { Channel: { selected_channel: at.channel("incidents") } },
        Boxes: { Boxes: { selected_options: [option("Drill")] } },
        Buttons: { Buttons: { selected_option: option("No") } },
        Day: { Day: { selected_date: "2026-11-22" } },
        Hour: { Hour: { selected_time: "14:05" } },
        // Ana is in Berlin.
        Moment: { Moment: { selected_date_time: Date.UTC(2026, 10, 22, 14, 5) / 1000 } },
        Rich: { Rich: { rich_text_value: { type: "rich_text", elements: [rich] } } },
        Proof: { Proof: { files: [{ name: "a.txt" }] } },
      },
    ]);
  });

  test("says what is wrong at the input, which has the focus then, and forgets it when the input is changed", async ({
    skip,
  }) => {
    const at = await atPage((app) => {
      opening(
        form("Declare", input("Title", { type: "plain_text_input" }), input("Cause", { type: "plain_text_input" })),
      )(app);
      app.view("Declare", async ({ ack }) =>
        ack({ response_action: "errors", errors: { Cause: "Say it in one line." } }),
      );
    }, opener);
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    await page.getByRole("button", { name: "Open" }).click();
    const title = page.getByRole("textbox", { name: "Title" });
    const cause = page.getByRole("textbox", { name: "Cause" });
    const isFocused = async (input: Locator) => (await input.and(page.locator(":focus")).count()) === 1;
    const send = page.getByRole("dialog").getByRole("button", { name: "Send" });

    await send.click();
    await page.getByText("Please complete this required field.").first().waitFor();
    expect(await isFocused(title)).toBe(true);
    await title.fill("Checkout is down");
    await cause.fill("v412");
    expect(await page.getByText("Please complete this required field.").count()).toBe(0);
    await send.click();
    await page.getByText("Say it in one line.").waitFor();
    expect(await isFocused(cause)).toBe(true);
    expect(await cause.getAttribute("aria-invalid")).toBe("true");
    expect(await violations(page)).toEqual([]);
    await cause.fill("v413");
    expect(await page.getByText("Say it in one line.").count()).toBe(0);
    expect(await title.inputValue()).toBe("Checkout is down");
  });

  test("keeps what was typed where the app's change leaves the ids, and takes the app's own value under another id", async ({
    skip,
  }) => {
    const first = form(
      "Declare",
      input("Kept", { type: "plain_text_input" }),
      input("Moved", { type: "plain_text_input" }),
      input("Kind", { type: "radio_buttons", options: [option("Yes"), option("No")] }, { dispatch_action: true }),
    );
    const second = form(
      "Declare",
      input("Kept", { type: "plain_text_input", initial_value: "from the app" }),
      input("Moved", { type: "plain_text_input", initial_value: "from the app" }, { block_id: "elsewhere" }),
    );
    const at = await atPage((app) => {
      opening(first)(app);
      app.action("Kind", async ({ ack, body, client }) => {
        await ack();
        if ("view" in body && body.view !== undefined)
          await client.views.update({ view_id: body.view.id, view: second });
      });
    }, opener);
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("textbox", { name: "Kept" }).fill("mine");
    await page.getByRole("textbox", { name: "Moved" }).fill("mine");
    await page.getByRole("radio", { name: "Yes" }).click();
    await page.getByRole("radiogroup").waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "Kept" }).inputValue()).toBe("mine");
    expect(await page.getByRole("textbox", { name: "Moved" }).inputValue()).toBe("from the app");
  });

  test("is there again after a reload, and after the form above it is closed", async ({ skip }) => {
    const at = await atPage((app) => {
      opening({
        ...form("Below", input("Title", { type: "plain_text_input" })),
        blocks: [input("Title", { type: "plain_text_input" }), { type: "actions", elements: [button("push", "More")] }],
      })(app);
      app.action("push", async ({ ack, body, client }) => {
        await ack();
        const view = form("Above", input("Detail", { type: "plain_text_input" }));
        await client.views.push({ trigger_id: (body as { trigger_id: string }).trigger_id, view });
      });
    }, opener);
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    const title = page.getByRole("textbox", { name: "Title" });
    await page.getByRole("button", { name: "Open" }).click();
    await title.fill("half of a ti");
    await title.blur();
    await expect.poll(() => JSON.stringify([...at.world.slack.workspace.filled.values()])).toContain("half of a ti");
    await page.reload();
    expect(await title.inputValue()).toBe("half of a ti");
    await title.fill("half of a title");
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("dialog", { name: "Above" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Below" }).waitFor();
    expect(await title.inputValue()).toBe("half of a title");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("keeps what was typed at the very moment of a reload", async ({ skip }) => {
    const at = await atPage(opening(form("Declare", input("Title", { type: "plain_text_input" }))), opener);
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    const title = page.getByRole("textbox", { name: "Title" });
    await page.getByRole("button", { name: "Open" }).click();
    await title.fill("half of a ti");
    await page.reload();
    await expect.poll(() => title.inputValue()).toBe("half of a ti");
  });

  test("on the Home tab keeps what was typed at the very moment of a reload too", async ({ skip }) => {
    const at = await atPage(() => undefined, opener);
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    const blocks = [input("Title", { type: "plain_text_input" })];
    await at.client.views.publish({ user_id: "U0ANA", view: { type: "home", blocks } });
    await page.getByRole("link", { name: /Home$/ }).click();
    const title = page.getByRole("textbox", { name: "Title" });
    await title.fill("half of a ti");
    await page.reload();
    await expect.poll(() => title.inputValue()).toBe("half of a ti");
  });

  test("takes files that are added while others are on their way", async ({ skip }) => {
    const at = await atPage(opening(form("Declare", input("Proof", { type: "file_input" }))), opener);
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    await page.route("**/_sandbox/upload*name=slow*", async (route) => {
      await page.getByText("fast.txt").waitFor();
      await route.continue();
    });
    await page.getByRole("button", { name: "Open" }).click();
    const proof = page.getByRole("dialog").getByLabel("Proof");
    for (const name of ["slow.txt", "fast.txt"])
      await proof.setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(name) });
    await page.getByText("slow.txt").waitFor();
    const removing = page.getByRole("dialog").getByRole("button", { name: /^Remove/ });
    await expect.poll(() => removing.count()).toBe(2);
  });

  test("keeps the list of several choices open until one is done with it, and itself open after that", async ({
    skip,
  }) => {
    const several = { type: "multi_static_select", options: [option("Cart"), option("Search")] };
    const at = await atPage(
      opening(form("Declare", input("Title", { type: "plain_text_input" }), input("Several", several))),
      opener,
    );
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    const dialog = page.getByRole("dialog", { name: "Declare" });
    const list = page.getByRole("listbox");
    await page.getByRole("button", { name: "Open" }).click();
    await dialog.getByRole("combobox").click();
    await page.getByRole("option", { name: "Cart" }).click();
    await page.getByRole("option", { name: "Search" }).waitFor();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    await dialog.getByRole("combobox").click();
    await list.waitFor();
    await dialog.getByText("Title", { exact: true }).click();
    await list.waitFor({ state: "detached" });
    expect(await dialog.getByRole("button", { name: /^Remove/ }).count()).toBe(1);
  });

  test("keeps the focus within itself, and can be sent off on a phone", async ({ skip }) => {
    const lines = Array.from({ length: 12 }, (_, index) =>
      input(`Line ${index}`, { type: "plain_text_input" }, { optional: true }),
    );
    const at = await atPage(opening(form("Long", ...lines)), opener, 390);
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    await page.getByRole("button", { name: "Open" }).click();
    const dialog = page.getByRole("dialog", { name: "Long" });
    await dialog.waitFor();
    const send = page.getByRole("dialog").getByRole("button", { name: "Send" });
    const seen = await send.boundingBox();
    expect((seen?.y ?? 0) + (seen?.height ?? 0)).toBeLessThanOrEqual(800);
    expect((await dialog.boundingBox())?.width).toBe(390);
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press("Tab");
      expect(await dialog.locator(":focus").count()).toBe(1);
    }
    expect(await violations(page)).toEqual([]);
  });

  test("that the app does not answer is said to be in trouble, and can be sent again", async ({ skip }) => {
    let answers = false;
    const at = await atPage((app) => {
      opening(form("Declare", input("Title", { type: "plain_text_input" })))(app);
      app.view("Declare", async ({ ack }) => {
        if (answers) await ack();
      });
    }, opener);
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("textbox", { name: "Title" }).fill("down");
    const send = page.getByRole("dialog").getByRole("button", { name: "Send" });
    expect(await pressedTwice(send)).toBe("true");
    await page.getByText("We had some trouble connecting. Try again?").waitFor();
    expect(await page.getByRole("textbox", { name: "Title" }).inputValue()).toBe("down");
    await expect.poll(() => page.getByRole("textbox", { name: "Title" }).and(page.locator(":focus")).count()).toBe(1);
    answers = true;
    await send.click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
});

describe("a button", () => {
  test("is busy while the app works, and a second press does nothing", async ({ skip }) => {
    let presses = 0;
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const at = await atPage(
      (app) =>
        app.action("work", async ({ ack }) => {
          presses += 1;
          await answered;
          await ack();
        }),
      [{ type: "actions", elements: [button("work", "Work")] }],
    );
    if (at === undefined) return skip("no Chromium");
    const work = at.page.getByRole("button", { name: "Work" });
    expect(await pressedTwice(work)).toBe("true");
    answer();
    await expect.poll(() => work.getAttribute("aria-busy")).toBe("false");
    expect(presses).toBe(1);
  });

  test("asks once more in the app's words, and takes no for an answer", async ({ skip }) => {
    const pressed: unknown[] = [];
    const confirm = {
      title: plain("Page bo?"),
      text: plain("It is 03:12."),
      confirm: plain("Page"),
      deny: plain("Let sleep"),
    };
    const at = await atPage(
      (app) =>
        app.action("page", async ({ ack, action }) => {
          pressed.push("value" in action ? action.value : undefined);
          await ack();
        }),
      [{ type: "actions", elements: [button("page", "Page", { value: "bo", style: "danger", confirm })] }],
    );
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    const asked = page.getByRole("alertdialog", { name: "Page bo?" });
    await page.getByRole("button", { name: "Page", exact: true }).click();
    expect(await asked.textContent()).toContain("It is 03:12.");
    await asked.getByRole("button", { name: "Let sleep" }).click();
    await asked.waitFor({ state: "detached" });
    expect(pressed).toEqual([]);
    await page.getByRole("button", { name: "Page", exact: true }).click();
    await asked.getByRole("button", { name: "Page" }).click();
    await expect.poll(() => pressed).toEqual(["bo"]);
  });

  test("and whatever else is chosen asks once more: after a no all is as it was, after a yes the app hears of it", async ({
    skip,
  }) => {
    const heard: unknown[] = [];
    const confirm = { title: plain("Sure?"), text: plain("It is 03:12."), confirm: plain("Yes"), deny: plain("No") };
    const options = [option("Cart"), option("Search")];
    const elements = [
      { type: "static_select", action_id: "one", placeholder: plain("One"), options, confirm },
      { type: "multi_static_select", action_id: "many", placeholder: plain("Many"), options, confirm },
      { type: "checkboxes", action_id: "boxes", options: [option("Drill")], confirm },
      { type: "radio_buttons", action_id: "radio", options: [option("Now"), option("Later")], confirm },
      { type: "datepicker", action_id: "day", placeholder: plain("Day"), confirm },
      { type: "overflow", action_id: "more", options, confirm },
    ];
    const at = await atPage(
      (app) =>
        app.action(/./, async ({ ack, action }) => {
          heard.push("action_id" in action ? action.action_id : undefined);
          await ack();
        }),
      elements.map((accessory) => ({ type: "section", text: plain(accessory.action_id), accessory }) as KnownBlock),
    );
    if (at === undefined) return skip("no Chromium");
    const { page } = at;
    const list = async (name: string): Promise<void> => {
      await page.getByRole("combobox", { name }).click();
      await page.getByRole("option", { name: "Cart" }).click();
    };
    const asked = page.getByRole("alertdialog", { name: "Sure?" });
    const choosing: Readonly<Record<string, () => Promise<void>>> = {
      async one() {
        await page.getByRole("button", { name: /one/i }).first().click();
        await page.getByRole("option", { name: "Cart" }).click();
      },
      many: () => list("many"),
      boxes: () => page.getByRole("checkbox", { name: "Drill" }).click(),
      radio: () => page.getByRole("radio", { name: "Now" }).click(),
      day: () => page.getByLabel("day").fill("2026-11-24"),
      async more() {
        await page.getByRole("button", { name: "More actions" }).first().click();
        await page.getByRole("menuitem", { name: "Cart" }).click();
      },
    };
    for (const [action, choose] of Object.entries(choosing)) {
      heard.length = 0;
      await choose();
      await asked.getByRole("button", { name: "No" }).click();
      await asked.waitFor({ state: "detached" });
      expect(heard, action).toEqual([]);
      await choose();
      await asked.getByRole("button", { name: "Yes" }).click();
      await expect.poll(() => heard).toEqual([action]);
    }
    expect(await page.getByRole("checkbox", { name: "Drill" }).isChecked()).toBe(true);
    expect(await page.getByLabel("day").inputValue()).toBe("2026-11-24");
  });

  test("says what went wrong where the app is not there", async ({ skip }) => {
    const at = await atPage(() => undefined, [{ type: "actions", elements: [button("nobody", "Press")] }]);
    if (at === undefined) return skip("no Chromium");
    at.world.slack.sendTo("http://127.0.0.1:9/slack/events");
    await at.page.getByRole("button", { name: "Press" }).click();
    await expect.poll(() => at.page.getByRole("alert").allTextContents()).toContain("The app could not be reached.");
  });
});
