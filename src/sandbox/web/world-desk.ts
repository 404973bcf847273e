import type { Workspace } from "../slack/workspace.ts";
import type { PagePlugs } from "./page-plugs.ts";
import { breakSlack, mendSlack, slackFaults } from "./slack-faults.ts";
import type { WorldDeed, WorldState } from "./world-protocol.ts";

/** How the app is reached. */
export type Line = { isConnected(): boolean; cut(): void };

/** What stands around the workspace, and what somebody at the page can do with it. */
export type WorldDesk = {
  seen(): WorldState;
  /** Throws in plain words where the deed is not possible. */
  do(deed: WorldDeed): Promise<void>;
};

export function worldDesk(workspace: Workspace, plugs: PagePlugs, line: Line): WorldDesk {
  const { switches } = workspace;

  function seen(): WorldState {
    const pagerduty = plugs.pagerduty?.seen();
    const scenarios = plugs.scenarios?.seen();
    return {
      clock: { now: workspace.clock.now(), pace: plugs.pace },
      bot: { connected: line.isConnected() },
      ...(pagerduty === undefined ? {} : { pagerduty }),
      faults: { slack: slackFaults(switches), pagerduty: plugs.pagerduty?.faults() ?? [] },
      ...(scenarios === undefined ? {} : { scenarios }),
    };
  }

  async function carryOut(deed: WorldDeed): Promise<void> {
    switch (deed.do) {
      case "advance":
        return there(plugs.advance, "Time cannot be moved here")(deed.ms);
      case "trigger":
      case "acknowledge":
      case "resolve":
      case "merge":
      case "storm":
        return there(plugs.pagerduty, NO_PAGERDUTY).do(deed);
      case "fault":
        if (deed.of === "slack") return breakSlack(switches, deed.name, deed.times);
        return there(plugs.pagerduty, NO_PAGERDUTY).breaks(deed.name, deed.times);
      case "mend":
        mendSlack(switches);
        return plugs.pagerduty?.mends();
      case "disconnect":
        if (!line.isConnected()) throw new Error("The app is not connected");
        return line.cut();
      case "play":
      case "pause":
      case "resume":
      case "step":
      case "stop":
      case "ask":
        return there(plugs.scenarios, "There is nothing to be played here").do(deed);
    }
  }

  return {
    seen,
    async do(deed) {
      await carryOut(deed);
      workspace.changed("world", null);
    },
  };
}

const NO_PAGERDUTY = "There is no PagerDuty beside this workspace";

function there<T>(plug: T | undefined, otherwise: string): T {
  if (plug === undefined) throw new Error(otherwise);
  return plug;
}
