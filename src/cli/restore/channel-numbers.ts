import type { Series } from "../../incident/event.ts";

/**
 * The highest number of a series among the names of channels; 0 when none is of this series. The name's template is that
 * of `pitwall.yaml`, as channels are named by it.
 */
export function highestNumber(names: readonly string[], series: Series, template: string): number {
  const pattern = template
    .replace(/^inc(?=-)/, series.toLowerCase())
    // A title may leave no letters, and then no dash.
    .replace(/-\{slug\}/, "(?:-.*)?")
    .replace(/\{slug\}-/, "(?:.*-)?")
    .replace("{slug}", ".*")
    .replace("{number}", "(\\d{1,9})");
  const numbered = new RegExp(`^${pattern}(?:-[2-5])?$`);
  return Math.max(0, ...names.map((name) => Number(numbered.exec(name)?.[1] ?? 0)));
}
