/** Of many durations: milliseconds unless said otherwise. */
export type Spread = { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };

export function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99), max: sorted.at(-1) ?? Number.NaN };
}

export function median(values: readonly number[]): number {
  return at(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle of several runs with the least and the most: `812 (790–901)`. */
export function range(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return values.length === 1 ? short(most) : `${short(median(values))} (${short(least)}–${short(most)})`;
}

/** Three digits that matter, thousands whole. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-GB").replaceAll(",", " ");
  return value.toPrecision(3).replace(/\.?0+$/, "");
}
