import { SECOND } from "../../src/shared/time.ts";
import type { Trouble } from "./strike-all.ts";

export const DIES: Trouble = { name: "dies", by: "kill", weather: {}, of: "", few: 1 };

/** How both "after commit" and "answered /api/chat.postMessage" begin. */
const AFTERWARDS = "a";

export const TROUBLES: readonly Trouble[] = [
  DIES,
  { name: "loses an answer", by: "lost-reply", weather: {}, of: "answered ", few: 1 },
  {
    name: "dies when something is stored or answered, and again while it recovers",
    by: "kill",
    weather: {},
    of: AFTERWARDS,
    few: 0,
    again: true,
  },
  {
    name: "dies when a call is done, and Slack's history lags",
    by: "kill",
    weather: { historyLag: 3 * SECOND },
    of: "answered ",
    few: 0,
  },
  {
    name: "dies when something is stored, and all is delivered twice",
    by: "kill",
    weather: { twice: true },
    of: "after commit",
    few: 0,
  },
  {
    name: "dies when something is stored, and what is delivered comes out of order",
    by: "kill",
    weather: { disordered: true },
    of: "after commit",
    few: 0,
  },
];
