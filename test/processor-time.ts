/** Milliseconds of the processor that this thread has used: a busy machine makes it no more. */
export function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

export function processorTimeOf(work: () => unknown): number {
  const before = processorTime();
  work();
  return processorTime() - before;
}
