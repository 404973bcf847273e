import type { Desk } from "./desk.ts";

/** Somebody who sits at Slack and does what the terminal says. */
export type Person = {
  readonly id: string;
  /** Says what to do next. */
  readonly tell: (line: string) => void;
  /** Where what they do arrives. */
  readonly desk: Desk;
};
