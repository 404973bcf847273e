import { randomInt } from "node:crypto";

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Ids as PagerDuty makes them: seven characters from P, or fourteen from Q. Never the same again, even after a restart. */
export function newId(prefix: "P" | "Q"): string {
  const length = prefix === "P" ? 6 : 13;
  return prefix + Array.from({ length }, () => letters[randomInt(letters.length)]).join("");
}
