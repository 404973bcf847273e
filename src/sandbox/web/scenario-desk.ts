import type { WorldDeed, WorldState } from "./world-protocol.ts";

export type ScenarioDeed = Extract<WorldDeed, { readonly do: "play" | "pause" | "resume" | "step" | "stop" | "ask" }>;

/** Plays stories in the workspace on behalf of its page. Whoever starts the workspace hands it in, where there are any. */
export type ScenarioDesk = {
  seen(): WorldState["scenarios"];
  /** Throws in plain words where the deed is not possible now. */
  do(deed: ScenarioDeed): Promise<void>;
};
