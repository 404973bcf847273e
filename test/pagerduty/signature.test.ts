import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signedBy } from "../../src/pagerduty/signature.ts";
import { samplesOrSkip } from "./samples.ts";

const body = Buffer.from('{"event":{"id":"01","title":"Käse ☃"}}');

function sign(bytes: Buffer, secret: string): string {
  return `v1=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
}

test("a body signed with a secret we know is PagerDuty's", () => {
  expect(signedBy(body, sign(body, "one"), ["one"])).toBe(true);
});

test("a fixed vector holds, so that both sides cannot err alike", () => {
  const header = "v1=b82fcb791acec57859b989b430a826488ce2e479fdf92326bd0a2e8375a42ba4";
  expect(signedBy(Buffer.from("what do ya want for nothing?"), header, ["Jefe"])).toBe(false);
  const rfc4231 = "v1=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  expect(signedBy(Buffer.from("what do ya want for nothing?"), rfc4231, ["Jefe"])).toBe(true);
});

test("while a secret is changed, one of several signatures and one of several secrets suffice", () => {
  const header = `${sign(body, "old")}, ${sign(body, "new")}`;
  expect(signedBy(body, header, ["new"])).toBe(true);
  expect(signedBy(body, header, ["older", "old"])).toBe(true);
  expect(signedBy(body, header, ["older"])).toBe(false);
});

test.each([
  ["no header", undefined],
  ["an empty header", ""],
  ["another version", sign(body, "one").replace("v1", "v0")],
  ["a signature cut short", sign(body, "one").slice(0, -1)],
  ["a signature with more behind it", `${sign(body, "one")}0`],
  ["the bare digest", sign(body, "one").slice(3)],
])("%s is refused", (_, header) => {
  expect(signedBy(body, header, ["one"])).toBe(false);
});

test("without secrets, or with an empty one, nothing is PagerDuty's", () => {
  expect(signedBy(body, sign(body, ""), [])).toBe(false);
  expect(signedBy(body, sign(body, ""), [""])).toBe(false);
});

test("a body changed by a single byte is refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, place, change) => {
      const header = sign(Buffer.from(bytes), "secret");
      const forged = Buffer.from(bytes);
      const index = place % forged.length;
      forged[index] = (forged[index] ?? 0) ^ change;
      return signedBy(Buffer.from(bytes), header, ["secret"]) && !signedBy(forged, header, ["secret"]);
    }),
  );
});

test("deliveries captured from PagerDuty carry the signatures it gave them", () => {
  const folder = samplesOrSkip("signatures of captured deliveries");
  if (folder === undefined) return;
  const vectors = JSON.parse(readFileSync(join(folder, "webhooks/signed/vectors.json"), "utf8")) as {
    file: string;
    header: string;
    published_test_secret: string;
  }[];
  expect(vectors.length).toBeGreaterThan(0);
  for (const { file, header, published_test_secret: secret } of vectors) {
    const raw = readFileSync(join(folder, "webhooks", file));
    expect(signedBy(raw, header, ["wrong", secret]), file).toBe(true);
    expect(signedBy(raw, header, ["wrong"]), file).toBe(false);
  }
});
