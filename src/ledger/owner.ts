import { readFileSync } from "node:fs";
import { hostname } from "node:os";

const STARTED = birthOf(process.pid) ?? String(Math.round(performance.timeOrigin));

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
  if (Number(pid) === process.pid) return started !== STARTED;
  if (!hasProcess(Number(pid))) return true;
  const now = statOf(Number(pid));
  if (now === undefined) return false;
  // A killed process stays listed until its parent has asked what became of it, which some never do.
  if (now.state === "Z" || now.state === "X") return true;
  return isBirth(started) && started !== now.birth;
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** What Linux knows of a process; undefined on other systems, and where it does not show the processes of others. */
function statOf(pid: number): { readonly state: string; readonly birth: string } | undefined {
  const stat = contentOf(`/proc/${pid}/stat`);
  const boot = contentOf("/proc/sys/kernel/random/boot_id");
  if (stat === undefined || boot === undefined) return undefined;
  // The second field is the program's name in parentheses, which may hold any character.
  const [state = "", ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // Ticks since the machine started: the 22nd field of all.
  return { state, birth: `${rest[18]}@${boot.trim()}` };
}

function birthOf(pid: number): string | undefined {
  return statOf(pid)?.birth;
}

function isBirth(started: string): boolean {
  return started.includes("@");
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
