import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Stage, startStage } from "../../src/demo/stage.ts";
import { webClient } from "../sandbox/slack/bolt-app.ts";
import { expectNothingSerious } from "./axe.ts";
import { startChromium } from "./chromium.ts";
import { type PersonAtPage, personAtPage } from "./person-at-page.ts";

const A_MONDAY = Date.UTC(2026, 10, 23, 13, 0);
const PHONE = { width: 390, height: 844 };
const MANY = 2_000;
const CHANNEL = "inc-1-checkout-returns-500s";

let browser: Browser | undefined;
let stage: Stage;
let folder: string;
let people: PersonAtPage[];

beforeAll(async () => {
  browser = await startChromium();
});
beforeEach(async () => {
  people = [];
  folder = mkdtempSync(join(tmpdir(), "pitwall-page-"));
  stage = await startStage({ databaseFile: join(folder, "page.db"), port: 0, start: A_MONDAY, running: false });
});
afterEach(async () => {
  for (const { page } of people) await page.context().close();
  await stage.end();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => browser?.close());

async function sits(id: string, look: Parameters<typeof personAtPage>[3] = {}): Promise<PersonAtPage> {
  if (browser === undefined) throw new Error("There is no browser");
  const person = await personAtPage(browser, stage.world.slack.url, id, look);
  people.push(person);
  return person;
}

/** An incident that ana has declared and leads, with its channel opened at the page. */
async function declared(person: PersonAtPage): Promise<void> {
  const { world } = stage;
  await world.as("ana").types("#incidents", "/incident declare Checkout returns 500s sev2");
  await world.settle();
  await world.as("ana").clicks("Take command");
  await world.settle();
  await person.opens(CHANNEL);
}

describe("the page", () => {
  test("is there soon, and shows each person what he may see", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    await stage.world.as("ana").creates("sec-secret", { isPrivate: true });
    const began = performance.now();
    const ana = await sits("U0ANA");
    await ana.page.getByRole("navigation", { name: "Channels" }).waitFor();
    console.log(`The page stands after ${Math.round(performance.now() - began)} ms`);
    await ana.opens("sec-secret");

    await ana.page.getByRole("button", { name: /^You are Ana/ }).press("Enter");
    await ana.page.getByRole("menuitem", { name: /^Fay/ }).press("Enter");
    await ana.page.getByRole("button", { name: /^You are Fay/ }).waitFor();
    expect(await ana.page.getByText("sec-secret").count()).toBe(0);
    expect(ana.complaints).toEqual([]);
  });

  test("counts what is unread and what mentions somebody, until it was read", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const bo = await sits("U0BO");
    await bo.opens("general");
    await stage.world.as("ana").says("#incidents", "@bo can you look at checkout?");
    await bo.page.getByRole("link", { name: /^incidents.*unread.*1 mention/ }).click();
    await bo.message("can you look at checkout?").waitFor();
    await bo.page.getByRole("link", { name: "incidents", exact: true }).waitFor();
    expect(bo.complaints).toEqual([]);
  });

  test("keeps what was typed over a reload and while the workspace is away", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const ana = await sits("U0ANA");
    await ana.opens("incidents");
    const composer = ana.page.getByRole("textbox", { name: "Message #incidents" });
    await composer.fill("Checkout fails for");
    await ana.page.reload();
    expect(await composer.inputValue()).toBe("Checkout fails for");

    await ana.page.context().setOffline(true);
    await composer.press("End");
    await composer.pressSequentially(" everybody");
    await composer.press("Enter");
    await expect.poll(() => composer.inputValue()).toBe("Checkout fails for everybody");
    await ana.page.context().setOffline(false);
    await composer.press("Enter");
    await ana.message("Checkout fails for everybody").waitFor();
  });

  test("gives back what could not be sent to whoever has gone elsewhere meanwhile", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const ana = await sits("U0ANA");
    await ana.opens("incidents");
    let fail = (): void => undefined;
    const isElsewhere = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await ana.page.route("**/_sandbox/do", async (route) => {
      if (route.request().postDataJSON().do !== "says") return route.continue();
      await isElsewhere;
      await route.abort();
    });
    const composer = ana.page.getByRole("textbox", { name: "Message #incidents" });
    await composer.fill("Checkout fails for everybody");
    await composer.press("Enter");
    await ana.opens("general");
    const failed = ana.page.waitForEvent("requestfailed");
    fail();
    await failed;
    await ana.opens("incidents");
    await expect.poll(() => composer.inputValue()).toBe("Checkout fails for everybody");
  });

  test("says in Slack's words that the bot does not answer, and what was typed is still there", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const ana = await sits("U0ANA");
    await ana.opens("incidents");
    stage.world.slack.switches.deliveryFaults.push({ type: "slash_commands", fault: "not-delivered", times: 1 });
    await ana.says("/incident list");
    const failed = ana.message(/\/incident.*(failed|did not respond|operation_timeout|dispatch_failed)/);
    await failed.waitFor();
    // A channel that comes into sight brings the whole state anew: what only this page knows stays.
    await stage.world.as("ana").creates("sec-secret", { isPrivate: true });
    await ana.page.getByRole("link", { name: /^sec-secret/ }).waitFor();
    expect(await failed.isVisible()).toBe(true);
  });

  test("shows in a second browser what is typed into a form in the first", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const [one, other] = [await sits("U0ANA"), await sits("U0ANA", PHONE)];
    await one.opens("incidents");
    await one.says("/incident");
    const title = (person: PersonAtPage) => person.form("Declare an incident").getByLabel("What is broken?").first();
    await title(one).fill("Checkout returns 500s");
    await title(one).press("Tab");
    await expect.poll(() => title(other).inputValue()).toBe("Checkout returns 500s");
  });

  test("on a phone, an incident is declared, taken and resolved within thumb's reach", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const ana = await sits("U0ANA", PHONE);
    await ana.opens("incidents");
    await ana.says("/incident Checkout returns 500s");
    await expectNothingSerious(ana.page, "the form on a phone");
    await ana.sends("Declare an incident");
    await stage.world.settle();
    await ana.page.keyboard.press("Escape");
    await ana.opens(CHANNEL);
    await ana.presses("Take command");
    await stage.world.settle();
    await expectNothingSerious(ana.page, "the card on a phone");
    const wide = await ana.page.evaluate<number>("document.documentElement.scrollWidth");
    expect(wide).toBeLessThanOrEqual(PHONE.width);
  });

  test.for(["light", "dark"])(
    "has nothing serious against it, %s: Home, forms, thread, world",
    async (scheme, { skip }) => {
      if (browser === undefined) return skip("no Chromium");
      const ana = await sits("U0ANA", { dark: scheme === "dark" });
      await declared(ana);
      await expectNothingSerious(ana.page, "the card");
      await ana.opensThread(ana.message("Checkout returns 500s"));
      await ana.says("Support has thirty tickets");
      await stage.world.settle();
      const note = ana.message("Support has thirty tickets");
      await ana.reacts("eyes", note);
      await note.getByRole("button", { name: /^eyes: 1/ }).waitFor();
      await expectNothingSerious(ana.page, "the thread");
      await ana.closesThread();
      await ana.presses("Update", { key: "Enter" });
      await ana.form("Update INC-1").waitFor();
      await ana.sends("Update INC-1");
      await ana
        .form("Update INC-1")
        .getByText(/required|Please/i)
        .first()
        .waitFor();
      await expectNothingSerious(ana.page, "a form with an error");
      await ana.leavesForm();
      await ana.page.getByRole("link", { name: "pitwall Home" }).press("Enter");
      await stage.world.settle();
      await ana.page.getByText("Checkout returns 500s").first().waitFor();
      await expectNothingSerious(ana.page, "Home");
      for (const tab of ["Scenarios", "PagerDuty", "Clock", "Faults", "Inspector"]) {
        await ana.page.getByRole(tab === "Scenarios" ? "button" : "tab", { name: tab }).click();
        await expectNothingSerious(ana.page, `the world: ${tab}`);
      }
      expect(ana.complaints).toEqual([]);
    },
  );

  test("asks before a resolve is undone, and no is no", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const ana = await sits("U0ANA");
    await declared(ana);
    await stage.world.as("ana").types(`#${CHANNEL}`, "/incident resolve rolled back");
    await stage.world.settle();
    const undo = ana.message("Resolved after").getByRole("button", { name: "Undo" });
    const asked = ana.page.getByRole("alertdialog", { name: "Not resolved?" });
    await undo.click();
    await asked.getByRole("button", { name: "Leave it resolved" }).click();
    await asked.waitFor({ state: "hidden" });
    await undo.press("Enter");
    await asked.getByRole("button", { name: "Undo" }).press("Enter");
    await stage.world.settle();
    await ana.message("Reopened").waitFor();
    expect(ana.complaints).toEqual([]);
  });

  test("lets the keyboard reach every message, also those far away, and what can be done with it", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    for (let index = 1; index <= 120; index += 1) await says(index);
    const ana = await sits("U0ANA");
    await ana.opens("general");
    await ana.says("Mine");
    await ana.message("Mine").waitFor();
    const { keyboard } = ana.page;
    const composer = ana.page.getByRole("textbox", { name: "Message #general" });
    const focused = ana.page.locator("article:focus");

    await composer.press("Shift+Tab");
    await expect.poll(() => focused.getAttribute("aria-label")).toMatch(/^Ana Kovac, \d\d:\d\d$/);
    expect(await focused.innerText()).toContain("Mine");
    await keyboard.press("ArrowUp");
    await expect.poll(() => focused.innerText()).toContain("Message 120 ");
    await keyboard.press("Home");
    await expect.poll(() => focused.innerText()).toContain("Message 1 ");
    for (let index = 2; index <= 40; index += 1) {
      await keyboard.press("ArrowDown");
      await expect.poll(() => focused.innerText()).toContain(`Message ${index} `);
    }
    await keyboard.press("End");
    await expect.poll(() => focused.innerText()).toContain("Mine");

    await keyboard.press("Tab");
    await ana.message("Mine").getByRole("button", { name: "Pin" }).and(ana.page.locator(":focus")).waitFor();
    for (const name of ["Add reaction", "Reply in thread", "More actions"]) {
      await keyboard.press("Tab");
      await ana.message("Mine").getByRole("button", { name }).and(ana.page.locator(":focus")).waitFor();
    }
    await keyboard.press("Tab");
    await composer.and(ana.page.locator(":focus")).waitFor();
    await keyboard.press("Shift+Tab");
    await keyboard.press("r");
    await keyboard.type("eyes");
    await keyboard.press("Enter");
    await ana
      .message("Mine")
      .getByRole("button", { name: /^eyes: 1/ })
      .waitFor();
    await expect.poll(() => ana.page.locator("article :focus, article:focus").count()).toBe(1);
    await keyboard.press("Escape");
    await composer.and(ana.page.locator(":focus")).waitFor();

    await keyboard.press("Shift+Tab");
    await keyboard.press("e");
    await keyboard.type(" alone");
    await keyboard.press("Enter");
    await ana.message("Mine alone").waitFor();
    await composer.and(ana.page.locator(":focus")).waitFor();
    expect(ana.complaints).toEqual([]);
  });

  test("says what others write into the channel that is open, and nothing that was there or is one's own", async ({
    skip,
  }) => {
    if (browser === undefined) return skip("no Chromium");
    await stage.world.as("bo").says("#incidents", "Before");
    const ana = await sits("U0ANA");
    // In a demo that has just begun, incidents are what one came for.
    const composer = ana.page.getByRole("textbox", { name: "Message #incidents" });
    await composer.and(ana.page.locator(":focus")).waitFor();
    const live = ana.page.getByRole("main").locator("[aria-live=polite]");
    await ana.says("Mine");
    await ana.message("Mine").waitFor();
    await stage.world.as("bo").says("#general", "Elsewhere");
    expect(await live.textContent()).toBe("");
    await stage.world.as("bo").says("#incidents", "*Checkout* is down, @ana");
    await expect.poll(() => live.textContent()).toBe("Bo Lindqvist: Checkout is down, Ana Kovac");
  });

  test("gives the focus back to the message whose menu was left, though the pointer is elsewhere", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const ana = await sits("U0ANA");
    await ana.opens("incidents");
    await ana.says("Checkout is down");
    const message = ana.message("Checkout is down");
    await message.hover();
    const more = message.getByRole("button", { name: "More actions" });
    await more.click();
    await ana.page.getByRole("menuitem", { name: "Delete message…" }).hover();
    await ana.page.keyboard.press("Escape");
    await more.and(ana.page.locator(":focus")).waitFor();
    await ana.page.getByRole("textbox", { name: "Message #incidents" }).click();
    await more.waitFor({ state: "hidden" });
    expect(ana.complaints).toEqual([]);
  });

  test("keeps an archived channel under More, to be read and not to be written into", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const ana = await sits("U0ANA");
    await declared(ana);
    const channel = new URL(ana.page.url()).searchParams.get("in") ?? "";
    await webClient(stage.world.slack).conversations.archive({ channel });
    await ana.page.getByText("is archived. It can be read").waitFor();
    expect(await ana.page.getByRole("textbox", { name: `Message #${CHANNEL}` }).count()).toBe(0);
    await ana.opens("general");
    const link = ana.page.getByRole("link", { name: new RegExp(`^${CHANNEL}`) });
    expect(await link.isVisible()).toBe(false);
    await ana.page.getByText("More: 1 archived").click();
    await link.click();
    await ana.message("Checkout returns 500s").waitFor();
    expect(ana.complaints).toEqual([]);
  });

  test("says what others reply in the thread that is open; Escape closes it, and one writes on in the channel", async ({
    skip,
  }) => {
    if (browser === undefined) return skip("no Chromium");
    const question = await stage.world.as("ana").says("#incidents", "Checkout is down");
    const ana = await sits("U0ANA");
    await ana.opens("incidents");
    await ana.opensThread(ana.message("Checkout is down"));
    const thread = ana.page.getByRole("complementary", { name: /^Thread in/ });
    const reply = thread.getByRole("textbox", { name: "Reply…" });
    await reply.and(ana.page.locator(":focus")).waitFor();
    const live = thread.locator("[aria-live=polite]");
    for (const text of ["On it", "On it"]) {
      await live.evaluate((place) => place.firstElementChild?.setAttribute("data-heard", ""));
      await stage.world.as("bo").says("#incidents", text, { thread: question });
      await expect.poll(() => live.locator("p:not([data-heard])").textContent()).toBe("Bo Lindqvist: On it");
    }
    expect(await ana.page.getByRole("main").locator("[aria-live=polite]").textContent()).toBe("");

    await ana.page.keyboard.type("@b");
    await ana.page.getByRole("listbox").waitFor();
    await ana.page.keyboard.press("Escape");
    await ana.page.getByRole("listbox").waitFor({ state: "hidden" });
    expect(await thread.isVisible()).toBe(true);
    await ana.page.keyboard.press("Escape");
    await thread.waitFor({ state: "hidden" });
    await ana.page.getByRole("textbox", { name: "Message #incidents" }).and(ana.page.locator(":focus")).waitFor();
    expect(ana.complaints).toEqual([]);
  });

  test("jumps by Ctrl+K to what the arrows have led to, and not from below a form", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const ana = await sits("U0ANA");
    await ana.opens("general");
    const { keyboard } = ana.page;
    const jump = ana.page.getByRole("dialog", { name: "Jump to…" });
    await keyboard.press("Control+k");
    await jump.getByRole("combobox").and(ana.page.locator(":focus")).waitFor();
    const marked = jump.getByRole("option", { selected: true });
    for (let presses = 0; presses < 11; presses += 1) await keyboard.press("ArrowDown");
    const list = await jump.getByRole("listbox").boundingBox();
    const last = await marked.boundingBox();
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((list?.y ?? 0) + (list?.height ?? 0));
    await keyboard.type("incidents");
    await keyboard.press("Enter");
    await ana.page.getByRole("textbox", { name: "Message #incidents" }).and(ana.page.locator(":focus")).waitFor();

    await ana.says("/incident");
    await ana.form("Declare an incident").waitFor();
    await keyboard.press("Control+k");
    await ana.leavesForm();
    await ana.form("Declare an incident").waitFor({ state: "hidden" });
    expect(await jump.count()).toBe(0);
    expect(ana.complaints).toEqual([]);
  });

  test("puts what leads to the newest message over no other, and takes a picture from the clipboard", async ({
    skip,
  }) => {
    if (browser === undefined) return skip("no Chromium");
    for (let index = 1; index <= 60; index += 1) await says(index);
    const ana = await sits("U0ANA");
    await ana.opens("general");
    await ana.message("Message 60 ").waitFor();
    await ana.page.getByRole("region", { name: /^Messages in/ }).hover();
    await ana.page.mouse.wheel(0, -900);
    const newest = ana.page.getByRole("button", { name: "To the newest" });
    await newest.waitFor();
    const messages = await ana.page.locator(".message-scroll").boundingBox();
    const { y = 0 } = (await newest.boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual((messages?.y ?? 0) + (messages?.height ?? 0));
    await newest.click();
    await newest.waitFor({ state: "hidden" });
    await ana.message("Message 60 ").waitFor();

    const composer = ana.page.getByRole("textbox", { name: "Message #general" });
    await composer.focus();
    await ana.page.evaluate(`(async () => {
      const drawn = new OffscreenCanvas(80, 60);
      drawn.getContext("2d").fillRect(0, 0, 80, 60);
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([await drawn.convertToBlob()], "image.png", { type: "image/png" }));
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    })()`);
    const preview = "document.querySelector('.attachment img')?.naturalWidth";
    await expect.poll(() => ana.page.evaluate(preview)).toBe(80);
    await composer.press("Enter");
    await ana.page.getByRole("article").getByRole("img", { name: "image.png" }).waitFor();
    expect(ana.complaints).toEqual([]);
  });

  test("opens a channel of two thousand messages and takes typing there", async ({ skip }) => {
    if (browser === undefined) return skip("no Chromium");
    const bo = stage.world.as("bo");
    for (let index = 1; index <= MANY; index += 1)
      await (index === MANY ? bo.says("#general", "The last of them") : says(index));
    const ana = await sits("U0ANA");
    const began = performance.now();
    await ana.opens("general");
    await ana.message("The last of them").waitFor();
    const opened = Math.round(performance.now() - began);
    const composer = ana.page.getByRole("textbox", { name: "Message #general" });
    await composer.click();
    const typed = await frames(ana.page, () => composer.pressSequentially("Fluid? ".repeat(20)));
    const read = await frames(ana.page, async () => {
      await ana.page.getByRole("region", { name: /^Messages in/ }).hover();
      for (let turn = 0; turn < 20; turn += 1) await ana.page.mouse.wheel(0, -600);
    });
    console.log(`${MANY} messages: opened in ${opened} ms; frames in ms: typing ${typed}, scrolling ${read}`);
    expect(await composer.inputValue()).toBe("Fluid? ".repeat(20));
  });
});

/** As a message of bo's, straight into the model: how it came there does not matter. */
function says(index: number): Promise<unknown> {
  return stage.world.as("bo").says("#general", `Message ${index} of many, with *a few* \`marks\` and words in it`);
}

/** How long the browser's frames took while something was done: the median, the 95th percentile, the longest. */
async function frames(page: Page, doIt: () => Promise<void>): Promise<string> {
  await page.evaluate(`
    globalThis.frames_ = [];
    let last = performance.now();
    globalThis.watching = true;
    const tick = (now) => {
      globalThis.frames_.push(now - last);
      last = now;
      if (globalThis.watching) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  `);
  await doIt();
  const taken = await page.evaluate<number[]>("(globalThis.watching = false, globalThis.frames_)");
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `${at(0.5)} / ${at(0.95)} / ${at(1)}`;
}
