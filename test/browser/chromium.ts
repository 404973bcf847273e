import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Chromium of this machine, or undefined where there is none; on CI a machine without one is an error. */
export async function startChromium(): Promise<Browser | undefined> {
  const given = process.env["CHROMIUM_PATH"];
  const executablePath = given ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) {
    const why = `no Chromium at ${PLACES.join(", ")} nor in CHROMIUM_PATH`;
    if (process.env["CI"] !== undefined) throw new Error(`The page was to be tested in a browser: ${why}`);
    console.log(`LEFT OUT: the page in a browser, ${why}. Debian has it as the package chromium.`);
    return undefined;
  }
  return chromium.launch({
    executablePath,
    // As root, which is who works in containers, Chromium does not start with its sandbox.
    args: [
      ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
      // What was drawn before is drawn again with the rest, or a corner may differ by a shade from one run to the next.
      "--disable-partial-raster",
    ],
  });
}
