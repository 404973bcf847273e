/** In plain words, as the workspace or the page put it. */
export function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
