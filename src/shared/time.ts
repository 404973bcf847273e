/** Epoch milliseconds, UTC. */
export type Instant = number;

/** The one source of time. Made in `main` and passed on; nothing else reads the time or sets timers. */
export type Clock = {
  now(): Instant;
  /** Resolves after `ms` of this clock's time, or at once when the signal is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Says a length of time as people do: "45 s", "12 min", "1 h 12 min", "3 d". Rounds down; negative counts as nothing. */
export function sayDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}
