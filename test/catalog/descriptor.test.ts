import { describe, expect, test } from "vitest";

import { LIMITS } from "../../src/catalog/limits.ts";
import type { Problem } from "../../src/catalog/problem.ts";
import { processorTimeOf } from "../processor-time.ts";
import { catalogOf, component, group } from "./catalog-of.ts";

function problemsOf(text: string): readonly Problem[] {
  return catalogOf({ "a.yaml": text }).problems.filter((problem) => !problem.message.includes("not in the catalog"));
}

function messagesOf(text: string): string[] {
  return problemsOf(text).map((problem) => problem.message);
}

const descriptor = (lines: string): string => `apiVersion: backstage.io/v1alpha1\n${lines}`;

describe("A descriptor", () => {
  test.each([
    ["a", true],
    ["a--b", true],
    ["a..b", true],
    ["Web_Frontend.v2", true],
    ["x".repeat(63), true],
    ["x".repeat(64), false],
    ["-a", false],
    ["a-", false],
    ["a b", false],
    ["ä", false],
  ])("with the name %j is allowed: %j", (name, isAllowed) => {
    const catalog = catalogOf({ "a.yaml": component(JSON.stringify(name)) });

    expect(catalog.entities.size).toBe(isAllowed ? 1 : 0);
    expect(problemsOf(component(JSON.stringify(name))).some((each) => each.severity === "error")).toBe(!isAllowed);
  });

  test.each([
    ["java", true],
    ["c++", true],
    ["c#", true],
    ["a-b", true],
    ["Java", false],
    ["a--b", false],
    ["a:b", false],
    ["go 1.15", false],
    ["", false],
  ])("with the tag %j is allowed: %j", (tag, isAllowed) => {
    const messages = messagesOf(component("a", { metadata: [`tags: [${JSON.stringify(tag)}]`] }));

    expect(messages).toHaveLength(isAllowed ? 0 : 1);
  });

  test.each([
    ["default", true],
    ["team-a", true],
    ["Team-A", false],
    ["a_b", false],
  ])("with the namespace %j is allowed: %j", (namespace, isAllowed) => {
    expect(messagesOf(component("a", { metadata: [`namespace: ${namespace}`] }))).toHaveLength(isAllowed ? 0 : 1);
  });

  test.each(["1", "true", "1.5", "null", "[a]"])("has an annotation %s that is no text", (value) => {
    const [problem] = problemsOf(component("a", { metadata: ["annotations:", `  acme.com/thing: ${value}`] }));

    expect(problem).toMatchObject({ line: 7, severity: "error", entity: "component:default/a" });
  });

  test.each(["a/b/c", "/x", "UPPER.example/x", "a.com/"])("has the impossible annotation key %j", (key) => {
    expect(messagesOf(component("a", { metadata: ["annotations:", `  ${key}: "x"`] }))).toHaveLength(1);
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"])(
    "loses the link %s, which is not safe to show",
    (url) => {
      const catalog = catalogOf({ "a.yaml": component("a", { metadata: ["links:", `  - url: ${url}`] }) });

      expect(catalog.entities.get("component:default/a")?.links).toEqual([]);
      expect(catalog.problems[0]).toMatchObject({ severity: "error", line: 7 });
    },
  );

  test.each([
    ["Component", "spec: {}", ["spec.type", "spec.lifecycle", "spec.owner"]],
    ["API", "spec: { type: openapi, lifecycle: production, owner: x }", ["spec.definition"]],
    ["API", "spec: { type: mcp-server, lifecycle: production, owner: x, remotes: [] }", []],
    ["API", "spec: { type: openapi, lifecycle: production, owner: x, definition: { $text: ./a.yaml } }", []],
    ["Resource", "spec: { type: database }", ["spec.owner"]],
    ["System", "spec: {}", ["spec.owner"]],
    ["Domain", "spec: {}", ["spec.owner"]],
    ["Group", "spec: { type: team }", ["spec.children"]],
    ["User", "spec: {}", ["spec.memberOf"]],
    ["User", "spec: { memberOf: [] }", []],
    ["Location", "spec: {}", []],
    ["Template", "spec: { owner: x }", []],
    ["Unheard", "", []],
  ])("of kind %s with %s lacks %j", (kind, spec, missing) => {
    const messages = messagesOf(descriptor(`kind: ${kind}\nmetadata: { name: a }\n${spec}`));

    expect(messages.map((message) => message.split(" ")[0])).toEqual(missing);
  });

  test.each([
    ["backstage.io/v1alpha1", "Component", true],
    ["backstage.io/v1beta1", "Component", true],
    ["backstage.io/v1", "Component", false],
    ["scaffolder.backstage.io/v1beta3", "Template", true],
    ["acme.example/v7", "Robot", true],
  ])("of %s %s is read: %j", (apiVersion, kind, isRead) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\nspec: { type: t, lifecycle: l, owner: o }`;

    expect(catalogOf({ "a.yaml": text }).entities.size).toBe(isRead ? 1 : 0);
  });

  test("with many faults has each of them reported, with its line", () => {
    const text = descriptor(
      "kind: Component\nmetadata:\n  name: a b\n  tags: [Java]\n  links:\n    - url: nowhere\nspec:\n  type: 7\nextra: 1\n",
    );

    expect(problemsOf(text).map((problem) => [problem.line, problem.message.split(" ")[0]])).toEqual([
      [4, "metadata.name"],
      [10, "unknown"],
      [9, "spec.type"],
      [8, "spec.lifecycle"],
      [8, "spec.owner"],
      [5, "metadata.tags.0"],
      [7, "metadata.links.0.url"],
    ]);
  });

  test("that is broken leaves the others in its file alone", () => {
    const text = [component("a"), "---\nkind: [\n", "---\n", "---\n- a list\n", component("b")].join("");
    const catalog = catalogOf({ "a.yaml": text });

    expect([...catalog.entities.keys()]).toEqual(["component:default/a", "component:default/b"]);
    expect(problemsOf(text).map((problem) => problem.document)).toEqual([2, 4]);
  });

  test("of a reference without the kind that dependsOn needs is reported", () => {
    const [problem] = problemsOf(component("a", { spec: ["dependsOn:", "  - payments-db"] }));

    expect(problem).toMatchObject({ line: 11, severity: "error" });
    expect(problem?.message).toContain("kind must be written");
  });

  test("with a name that was taken loses to the first, whatever the case", () => {
    const catalog = catalogOf({ "a.yaml": component("Checkout"), "b.yaml": component("checkout") });

    expect(catalog.entities.get("component:default/checkout")?.source.file).toBe("a.yaml");
    expect(catalog.problems).toContainEqual(
      expect.objectContaining({
        file: "b.yaml",
        severity: "error",
        message: "is already defined at a.yaml:2: left out",
      }),
    );
  });

  test("that names what is not there is kept, with a warning at the line", () => {
    const catalog = catalogOf({ "a.yaml": component("a", { owner: "nobody" }) });

    expect(catalog.problems).toEqual([
      {
        file: "a.yaml",
        line: 9,
        document: 1,
        entity: "component:default/a",
        severity: "warning",
        message: "spec.owner names group:default/nobody, which is not in the catalog",
      },
    ]);
  });

  test("that was never rendered from its template is a warning, not an error", () => {
    const text = component("${{ values.name }}").replace("owner: payments", "owner: ${{ values.owner }}");

    expect(problemsOf(text).map((problem) => problem.severity)).toEqual(["warning"]);
  });

  test.each([
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }",
    "openapi: 3.1.0\ninfo: { title: x }",
    "services: { db: { image: postgres } }",
  ])("is not what every YAML file holds: %j", (text) => {
    const catalog = catalogOf({ "a.yaml": text });

    expect(catalog.entities.size).toBe(0);
    expect(catalog.problems.map((problem) => problem.severity)).toEqual(["warning"]);
  });

  test("is not what is written for Pitwall itself, which nobody is warned of", () => {
    const catalog = catalogOf({ "a.yaml": "apiVersion: pitwall.dev/v1\nkind: Scenario\ntitle: x" });

    expect([catalog.entities.size, catalog.problems]).toEqual([0, []]);
  });

  test("whose aliases stand for gigabytes is refused at once", () => {
    const rows = Array.from({ length: 9 }, (_, index) => {
      const name = String.fromCharCode(97 + index);
      const before = index === 0 ? "lol" : `*${String.fromCharCode(96 + index)}`;
      return `${name}: &${name} [${Array(9).fill(before).join(",")}]`;
    });
    const refused = () => expect(messagesOf(rows.join("\n"))[0]).toMatch(/alias/i);

    expect(processorTimeOf(refused)).toBeLessThan(1_000);
  });

  test("that is nested without end is refused", () => {
    expect(problemsOf("[".repeat(20_000))).not.toHaveLength(0);
  });

  test("longer than the limit is not parsed", () => {
    expect(messagesOf(component("a", { metadata: [`description: ${"x".repeat(LIMITS.document)}`] }))[0]).toContain(
      "long",
    );
  });

  test("gives what answers are made of", () => {
    const metadata = [
      "title: Shop",
      "labels: { tier: '2' }",
      "annotations:",
      "  pitwall.dev/slack-channel: team-shop",
      "  pitwall.dev/aliases: store, till",
      "  pitwall.dev/slo: 99.9% over 28d",
      "  pagerduty.com/service-id: PSHOP01",
    ];
    const catalog = catalogOf({ "a.yaml": component("a", { metadata }), "b.yaml": group("payments") });

    expect(catalog.problems).toEqual([]);
    expect(catalog.entities.get("component:default/a")).toMatchObject({
      title: "Shop",
      tier: "2",
      channel: "#team-shop",
      aliases: ["store", "till"],
      slo: { target: "99.9%", window: "28d" },
      pagerdutyService: "PSHOP01",
      owner: "group:default/payments",
    });
  });

  test("with an SLO in other words is told how to write it", () => {
    const [message] = messagesOf(component("a", { metadata: ["annotations:", "  pitwall.dev/slo: three nines"] }));

    expect(message).toContain("99.9% over 28d");
  });
});
