/** The known word that was probably meant: the fewest letters to change, at most a third of the word. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly name: string; readonly changes: number } | undefined;
  for (const name of known) {
    const changes = changesBetween(word.toLowerCase(), name.toLowerCase());
    if (changes <= most && (best === undefined || changes < best.changes)) best = { name, changes };
  }
  return best?.name;
}

/** Letters to add, drop, replace or swap with their neighbour (optimal string alignment). */
function changesBetween(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const options = [
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      ];
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        options.push((before[column - 2] ?? 0) + 1);
      }
      line.push(Math.min(...options));
    }
    before = above;
    above = line;
  }
  return above[b.length] ?? 0;
}
