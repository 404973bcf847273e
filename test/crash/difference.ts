/** What the second has that the first has not, and the other way round, by place; empty when they are alike. */
export function differences(wanted: unknown, found: unknown, place = ""): readonly string[] {
  if (JSON.stringify(wanted) === JSON.stringify(found)) return [];
  if (Array.isArray(wanted) && Array.isArray(found)) {
    const lacks = without(wanted, found);
    const besides = without(found, wanted);
    if (lacks.length === 1 && besides.length === 1) return [`${place} ${parting(lacks[0] ?? "", besides[0] ?? "")}`];
    return [...lacks.map((one) => `${place} lacks ${one}`), ...besides.map((one) => `${place} has besides ${one}`)];
  }
  if (isObject(wanted) && isObject(found)) {
    const keys = new Set([...Object.keys(wanted), ...Object.keys(found)]);
    return [...keys].flatMap((key) => differences(wanted[key], found[key], `${place}/${key}`));
  }
  return [`${place} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`];
}

/** Where two long texts part. */
function parting(wanted: string, found: string): string {
  let at = 0;
  while (wanted[at] === found[at] && at < wanted.length) at += 1;
  const from = Math.max(0, at - 60);
  return `is …${found.slice(from, at + 120)}…, not …${wanted.slice(from, at + 120)}…`;
}

/** Each counts as often as it is there. */
function without(all: readonly unknown[], taken: readonly unknown[]): readonly string[] {
  const left = taken.map((one) => JSON.stringify(one));
  return all
    .map((one) => JSON.stringify(one))
    .filter((one) => {
      const index = left.indexOf(one);
      if (index >= 0) left.splice(index, 1);
      return index < 0;
    });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
