import { hostname } from "node:os";

const STARTED = Math.round(performance.timeOrigin);

/**
 * A name for who holds a lease or a claim, from which another process on the same machine can tell whether the holder
 * still lives: host, process id, when the process began, and a word that tells owners in one process apart.
 */
export function ownerName(word: string): string {
  return [hostname(), process.pid, STARTED, word].join("/");
}

/** True only when it is certain; an owner on another machine, or of another form, counts as alive until its lease ends. */
export function isGone(owner: string): boolean {
  const [host, pid, started] = owner.split("/");
  if (host !== hostname() || started === undefined) return false;
  // In a container every life of the process has the same id.
  if (Number(pid) === process.pid) return Number(started) !== STARTED;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
