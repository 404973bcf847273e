import type { Report, Tried } from "../probe/probe-live.ts";
import { columns, plain } from "./terminal.ts";

/** A line for each that was tried, and what was assumed where it differs. */
export function sayReport({ tried, left }: Report): string {
  const counted = (wanted: Tried["verdict"]) => tried.filter(({ verdict }) => verdict === wanted).length;
  const rows = tried.flatMap(({ name, verdict, assumed, observed }) => [
    [verdict, name, plain(observed)],
    ...(verdict === "different" ? [["", "", `assumed: ${assumed}`]] : []),
  ]);
  const sum = `${counted("same")} as assumed, ${counted("different")} different, ${counted("unclear")} could not be told, ${counted("left out")} left out`;
  return `${columns(rows)}\n${sum}\n${left.map((line) => `Not archived, please do: ${plain(line)}\n`).join("")}`;
}

/** 1: something differs, or a channel waits for a person to archive it. */
export function exitCodeOf({ tried, left }: Report): 0 | 1 {
  return left.length > 0 || tried.some(({ verdict }) => verdict === "different") ? 1 : 0;
}
