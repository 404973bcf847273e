const PATIENCE = 30_000;

/** Waits in the machine's time for what no clock of ours moves: a process, a connection, an answer. */
export async function until(isSo: () => boolean | Promise<boolean>, what = String(isSo)): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`It did not happen in time that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
