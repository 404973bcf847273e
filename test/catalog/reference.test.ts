import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { canonical, parseReference, partsOf } from "../../src/catalog/reference.ts";

describe("A reference", () => {
  test.each([
    ["payments", "group:shop/payments"],
    ["user:bo", "user:shop/bo"],
    ["other/payments", "group:other/payments"],
    ["Group:Other/Payments", "group:other/payments"],
  ])("%j means %j", (text, meaning) => {
    const reference = parseReference(text, { kind: "group", namespace: "shop" });

    expect(reference && canonical(reference)).toBe(meaning);
  });

  test.each(["", "a/b/c", "component:a:b", ":a", "a:", "a b", "x/", "javascript:alert(1)"])("%j is none", (text) => {
    expect(parseReference(text, { kind: "group", namespace: "default" })).toBeUndefined();
  });

  test("without a kind is none where there is no default", () => {
    expect(parseReference("payments", { namespace: "default" })).toBeUndefined();
  });

  test("comes back from its canonical text", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
    fc.assert(
      fc.property(word, word, word, (kind, namespace, name) => {
        const text = canonical({ kind, namespace, name });
        expect(partsOf(text)).toEqual({ kind, namespace, name });
        expect(parseReference(text, { namespace: "default" })).toEqual({ kind, namespace, name });
      }),
    );
  });
});
