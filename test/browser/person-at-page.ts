import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";

export type Filling = string | readonly string[];

/** Somebody in front of the page, who knows only what is written and named on it. */
export type PersonAtPage = {
  readonly page: Page;
  /** "incidents", or "@pitwall" for the direct messages with the app. */
  opens(where: string): Promise<void>;
  opensThread(of: Locator): Promise<void>;
  closesThread(): Promise<void>;
  /** Types into the composer, in the thread if one is open, and sends it with Enter. */
  says(text: string): Promise<void>;
  /** Goes to the newest message. */
  readsOn(): Promise<void>;
  /** The newest article that holds this text. */
  message(text: string | RegExp): Locator;
  /** The first button of that name in the newest message that has one, scrolled to if need be; `key` presses it by keyboard. */
  presses(button: string, how?: { readonly key?: "Enter" | "Space" }): Promise<void>;
  reacts(emoji: string, to: Locator): Promise<void>;
  fills(form: string, fillings: Readonly<Record<string, Filling>>): Promise<void>;
  sends(form: string): Promise<void>;
  form(title: string): Locator;
  pressesInForm(button: string): Promise<void>;
  /** Closes the form on top. */
  leavesForm(): Promise<void>;
  /** What the browser complained of. */
  readonly complaints: readonly string[];
};

const SCREENFUL = 500;

export async function personAtPage(
  browser: Browser,
  url: string,
  id: string,
  look: { readonly width?: number; readonly height?: number; readonly dark?: boolean; readonly scale?: number } = {},
): Promise<PersonAtPage> {
  const { width = 1280, height = 900, dark = false, scale = 1 } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (said) => {
    if (said.type() === "error") complaints.push(said.text());
  });
  await page.goto(`${url}/?as=${id}`);

  const thread = page.getByRole("complementary", { name: /^Thread in/ });
  const form = (title: string): Locator => page.getByRole("dialog", { name: title });

  async function place(): Promise<Locator> {
    return (await thread.isVisible()) ? thread : page.getByRole("main");
  }

  /** Waits for the workspace to have heard of what `doIt` does. */
  async function heard(doIt: () => Promise<void>): Promise<void> {
    await Promise.all([page.waitForResponse((response) => response.url().endsWith("/_sandbox/do")), doIt()]);
  }

  async function fill(input: Locator, filling: Filling): Promise<void> {
    const role = await input.evaluate((element) => element.getAttribute("role") ?? element.tagName.toLowerCase());
    const type = await input.getAttribute("type");
    if (role === "button" || role === "combobox") {
      for (const one of [filling].flat()) {
        await input.click();
        if (role === "combobox") await input.fill(String(one));
        await page
          .getByRole("option", { name: String(one) })
          .first()
          .click();
      }
    } else if (type === "checkbox" || type === "radio") await input.check();
    else await input.fill(String(filling));
  }

  return {
    page,
    complaints,
    form,
    async opens(where) {
      const name = where.replace(/^@/, "");
      const links = page
        .getByRole("navigation", { name: "Channels" })
        .getByRole("link", { name: new RegExp(`^${name}( ?,| \\d|$)`) });
      // Direct messages come after the channels, one of which may have the same name.
      const link = where.startsWith("@") ? links.last() : links.first();
      // On a phone the channels are a screen of their own.
      const back = page.getByRole("link", { name: "Back to the channels" });
      await link.or(back).first().waitFor();
      if (!(await link.isVisible())) await back.click();
      await link.click();
      await page.getByRole("main").getByRole("heading", { level: 2, name }).waitFor();
    },
    async opensThread(of) {
      await of.hover();
      const summary = of.getByRole("button", { name: /^\d+ repl/ });
      await ((await summary.count()) > 0 ? summary : of.getByRole("button", { name: "Reply in thread" })).click();
      await thread.waitFor();
    },
    async closesThread() {
      await thread.getByRole("button", { name: "Close the thread" }).click();
      await thread.waitFor({ state: "hidden" });
    },
    async says(text) {
      const composer = (await place()).getByRole("textbox", { name: /^(Message|Reply)/ });
      await composer.click();
      await page.keyboard.type(text);
      await heard(async () => {
        await page.keyboard.press("Enter");
        // Where a completion was open, the first Enter takes what it offers.
        if ((await composer.inputValue()) !== "") await page.keyboard.press("Enter");
      });
    },
    async readsOn() {
      await page.getByRole("region", { name: /^Messages in/ }).hover();
      await page.mouse.wheel(0, 100 * SCREENFUL);
    },
    message: (text) => page.getByRole("article").filter({ hasText: text }).last(),
    async presses(name, { key } = {}) {
      const buttons = page.getByRole("button", { name, exact: true });
      const newest = (await place()).getByRole("article").filter({ has: buttons }).last();
      const button = newest.getByRole("button", { name, exact: true }).first();
      const region = page.getByRole("region", { name: /^Messages in/ });
      // From the newest upwards, as one looks for it.
      for (let tries = 0; tries < 40 && !(await button.isVisible()); tries += 1) {
        await region.hover();
        await page.mouse.wheel(0, tries === 0 ? 100 * SCREENFUL : -SCREENFUL);
        await page.waitForTimeout(100);
      }
      await heard(async () => {
        if (key === undefined) await button.click();
        else await button.press(key);
      });
    },
    async reacts(emoji, to) {
      await to.hover();
      await to.getByRole("button", { name: "Add reaction" }).first().click();
      const search = page.getByRole("dialog", { name: "Add reaction" }).getByRole("textbox", { name: "Search emoji" });
      await search.fill(emoji);
      await heard(() => search.press("Enter"));
    },
    async fills(title, fillings) {
      for (const [label, filling] of Object.entries(fillings)) {
        await fill(form(title).getByLabel(label, { exact: false }).first(), filling);
      }
    },
    async pressesInForm(button) {
      await heard(() =>
        page.getByRole("dialog").last().getByRole("button", { name: button, exact: true }).first().click(),
      );
    },
    async leavesForm() {
      await heard(() => page.keyboard.press("Escape"));
    },
    async sends(title) {
      await heard(() => form(title).locator("button[type=submit]").click());
    },
  };
}

export function expectNoComplaints(...people: readonly PersonAtPage[]): void {
  expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
}
