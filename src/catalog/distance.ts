/**
 * How many letters must be added, dropped, changed or swapped with their neighbour to turn one word into the other
 * (Damerau-Levenshtein, each place edited once). Gives `limit + 1` as soon as it is more than the limit.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}

/** How many slips of the finger a word of this length is forgiven. */
export function slipsForgiven(length: number): number {
  if (length < 5) return 0;
  return length < 8 ? 1 : 2;
}

/** Which letters and digits occur, as bits: two words whose masks differ in many bits cannot be near. */
export function letterMask(word: string): number {
  let mask = 0;
  for (let index = 0; index < word.length; index += 1) mask |= 1 << (word.charCodeAt(index) % 31);
  return mask;
}

/** A cheap test that lets through every pair within `limit` edits, and few others. */
export function mayBeNear(maskA: number, maskB: number, limit: number): boolean {
  let bits = maskA ^ maskB;
  let count = 0;
  while (bits !== 0) {
    bits &= bits - 1;
    count += 1;
    if (count > 2 * limit) return false;
  }
  return true;
}
