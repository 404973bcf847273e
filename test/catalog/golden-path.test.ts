import { describe, expect, test } from "vitest";

import { readGoldenPath } from "../../src/catalog/golden-path.ts";
import { WRITTEN } from "./catalog-of.ts";

function read(text: string) {
  return readGoldenPath({ path: "docs/a.md", text, modifiedAt: WRITTEN });
}

describe("A golden path", () => {
  test("has its front matter read", () => {
    const { goldenPath, problems } = read(
      "---\ntitle: Deploy\nowner: platform\ntags: [a, 7]\naliases: ship, release\nlast_reviewed: 2026-05-12\narchived: true\n---\nText.",
    );

    expect(problems).toEqual([]);
    expect(goldenPath).toMatchObject({
      title: "Deploy",
      owner: "group:default/platform",
      tags: ["a", "7"],
      aliases: ["ship", "release"],
      lastReviewed: Date.UTC(2026, 4, 12),
      archived: true,
    });
  });

  test("reports what is wrong with its front matter, by line, and is read all the same", () => {
    const { goldenPath, problems } = read(
      "---\nowner: a b\nlast_reviewed: 2026-02-30\narchived: perhaps\n---\n# Deploy\n",
    );

    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
      [2, "error"],
      [3, "error"],
      [4, "error"],
    ]);
    expect(goldenPath).toMatchObject({ title: "Deploy", owner: undefined, lastReviewed: undefined, archived: false });
  });

  test("with front matter that is no YAML is read without it", () => {
    const { goldenPath, problems } = read("---\ntitle: [\n---\n# Deploy\n");

    expect(problems).toMatchObject([{ severity: "error" }]);
    expect(goldenPath?.title).toBe("Deploy");
  });

  test("is split at its headings, with the anchors that GitHub gives them", () => {
    const text = [
      "# Deploy",
      "Intro.",
      "## To `staging`!",
      "One.",
      "```",
      "# not a heading",
      "```",
      "## Again",
      "## Again",
      "## Über [uns](x)",
    ].join("\n");

    expect(read(text).goldenPath?.sections.map(({ heading, anchor, line }) => [heading, anchor, line])).toEqual([
      ["Deploy", "", 1],
      ["To staging!", "to-staging", 3],
      ["Again", "again", 8],
      ["Again", "again-1", 9],
      ["Über uns", "über-uns", 10],
    ]);
  });

  test("without a title is called after its file", () => {
    expect(read("Just text.").goldenPath?.title).toBe("a");
    expect(read("").goldenPath?.title).toBe("a");
  });
});
