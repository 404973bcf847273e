/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Whether a figure meets its aim, in one cell. */
export function verdict(isMet: boolean): string {
  return isMet ? "met" : "**behind**";
}
