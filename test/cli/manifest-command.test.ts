import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { root } from "../../src/root.ts";
import { runs } from "./terminal.ts";

const HTTP = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "a-signing-secret" };

test("fits Socket Mode where nothing is set up yet", async () => {
  const { code, out, err } = await runs(["manifest"]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toBe(readFileSync(new URL("manifests/socket.json", root), "utf8"));
});

test("fits HTTP where that is set up", async () => {
  const { out } = await runs(["manifest"], { env: { ...HTTP, PUBLIC_URL: "https://pitwall.example.com" } });
  expect(out).toBe(readFileSync(new URL("manifests/http.json", root), "utf8"));
  expect((await runs(["manifest", "--socket"], { env: HTTP })).code).toBe(0);
  expect((await runs(["manifest", "--http", "https://pitwall.example.com"], { env: HTTP })).out).toBe(out);
});

test("asks for the address where it must know it", async () => {
  expect(await runs(["manifest"], { env: HTTP })).toMatchObject({
    code: 1,
    err: expect.stringContaining("PUBLIC_URL"),
  });
});
