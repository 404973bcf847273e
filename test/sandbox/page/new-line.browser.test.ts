import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChromium } from "../../browser/chromium.ts";
import { personAtPage } from "../../browser/person-at-page.ts";
import { bench } from "../slack/bench.ts";

let browser: Browser | undefined;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

test("the line New stands above what came while one had scrolled away, and never above what was read", async ({
  skip,
}) => {
  if (browser === undefined) return skip("no Chromium");
  const { world } = await bench();
  const bo = world.as("bo");
  for (let index = 1; index <= 60; index += 1) await bo.says("#general", `Message ${index}`);
  const { page, opens, readsOn, message } = await personAtPage(browser, world.slack.url, "U0ANA");
  await opens("general");
  await message("Message 60").waitFor();
  const away = page.getByRole("button", { name: /^(To the newest|New messages)$/ });
  const line = page.getByRole("main").getByText("New", { exact: true });

  await page.getByRole("region", { name: /^Messages in/ }).hover();
  await page.mouse.wheel(0, -2_000);
  await away.waitFor();
  await readsOn();
  await away.waitFor({ state: "hidden" });
  expect(await line.count()).toBe(0);

  await page.mouse.wheel(0, -2_000);
  await away.waitFor();
  await bo.says("#general", "Message 61");
  await bo.says("#general", "Message 62");
  await page.getByRole("button", { name: "New messages" }).click();
  await message("Message 62").waitFor();
  await line.waitFor();
  const rows = await page.getByRole("main").locator(".message-scroll").innerText();
  expect(rows).toMatch(/Message 60\s[^]*New\s[^]*Message 61/);
  await page.context().close();
});
