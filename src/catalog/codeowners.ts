/** A line of a CODEOWNERS file. Without owners it takes ownership away. */
export type OwnerRule = { readonly pattern: RegExp; readonly owners: readonly string[] };

/** Reads a CODEOWNERS file. `folder` is the repository's folder within the catalog, "" for its root. */
export function readCodeowners(text: string, folder: string): OwnerRule[] {
  const rules: OwnerRule[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*$/, "")
      .trim()
      .split(/\s+/);
    if (pattern === undefined || pattern === "" || pattern.length > 200 || /^\^?\[/.test(pattern)) continue;
    rules.push({ pattern: patternOf(pattern, folder), owners });
  }
  return rules;
}

/** The first owner that the last matching line names. */
export function codeownerOf(rules: readonly OwnerRule[], path: string): string | undefined {
  return rules.findLast((rule) => rule.pattern.test(path))?.owners[0];
}

/** A path pattern as in .gitignore: with a slash inside it is anchored, `*` stays within a folder. */
function patternOf(pattern: string, folder: string): RegExp {
  const anchored = pattern.slice(0, -1).includes("/");
  const body = pattern
    .replace(/^\//, "")
    .replace(/\/$/, "/**")
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, (stars) => (stars.length > 1 ? ".*" : "[^/]*"))
    .replaceAll("?", "[^/]");
  const start = folder === "" ? "" : `${folder.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}/`;
  return new RegExp(`^${start}${anchored ? "" : "(?:.*/)?"}${body}(?:/.*)?$`);
}
