import { describe, expect, test } from "vitest";

import type { Entity } from "../../src/catalog/entity.ts";
import * as lookUp from "../../src/catalog/look-up.ts";
import { catalogOf, component, group } from "./catalog-of.ts";

const entity = (kind: string, name: string, rest = ""): string =>
  `---\napiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${rest}`;

const catalog = catalogOf({
  "all.yaml": [
    component("checkout", {
      spec: ["system: shop", "consumesApis: [payments-http]", "dependsOn: ['resource:db']"],
      metadata: ["title: Till", "annotations: { pagerduty.com/service-id: PCHK }"],
    }),
    component("payments", { spec: ["providesApis: [payments-http]", "dependsOn: ['component:checkout']"] }),
    entity("API", "payments-http", "spec: { type: openapi, lifecycle: production, owner: payments, definition: x }\n"),
    entity("Resource", "db", "spec: { type: database, owner: nobody, system: shop }\n"),
    entity("System", "shop", "spec: { owner: payments }\n"),
    entity("User", "bo", "spec: { memberOf: [payments] }\n"),
    group("company", [], ["annotations: { pitwall.dev/slack-channel: all }"]),
    group("payments", ["parent: company"]),
    group("loop", ["parent: loop"]),
  ].join(""),
});
const names = (entities: readonly Entity[]): string[] => entities.map((each) => each.name);
function find(name: string): Entity {
  const found = lookUp.findEntity(catalog, name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

describe("The catalog", () => {
  test("finds by name, title, PagerDuty id and reference, services before teams", () => {
    for (const name of ["checkout", "CHECKOUT", "till", "PCHK", "component:default/checkout", "checkout service"]) {
      expect(lookUp.findEntity(catalog, name)?.ref).toBe("component:default/checkout");
    }
    expect(find("payments").kind).toBe("Component");
    expect(lookUp.findEntity(catalog, "nothing")).toBeUndefined();
    expect(lookUp.entityOfPagerdutyService(catalog, "PNEW", "Checkout")?.name).toBe("checkout");
  });

  test("follows dependencies through APIs, and back", () => {
    expect(names(lookUp.dependenciesOf(catalog, find("checkout")))).toEqual(["db", "payments"]);
    expect(names(lookUp.dependentsOf(catalog, find("payments")))).toEqual(["checkout"]);
    expect(lookUp.dependsOn(catalog, find("checkout"), find("payments"))).toBe(true);
    expect(lookUp.dependsOn(catalog, find("db"), find("payments"))).toBe(false);
  });

  test("survives circles", () => {
    const all = lookUp.allBeyond(find("checkout"), (each) => lookUp.dependenciesOf(catalog, each));

    expect(names(all)).toEqual(["db", "payments"]);
    expect(lookUp.askChannelOf(catalog, find("group:default/loop"))).toBeUndefined();
  });

  test("gives an owner by the system where the own one is unknown", () => {
    const owned = lookUp.ownerOf(catalog, find("db"));

    expect([owned?.owner.ref, owned?.saidBy.name]).toEqual(["group:default/payments", "shop"]);
  });

  test("goes up from team to company for a channel", () => {
    expect(lookUp.askChannelOf(catalog, find("checkout"))?.channel).toBe("#all");
  });

  test("knows members that only the people name", () => {
    expect(names(lookUp.membersOf(catalog, find("group:default/payments")))).toEqual(["bo"]);
    expect(lookUp.systemOf(catalog, find("checkout"))?.name).toBe("shop");
  });
});
