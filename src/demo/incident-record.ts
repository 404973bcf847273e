import { flowOver } from "../flow/flow.ts";
import { OPERATOR } from "../flow/look-up.ts";
import type { IncidentEvent } from "../incident/event.ts";
import { openLedger } from "../ledger/open.ts";
import type { Stage } from "./stage.ts";

/** The record of the incident, read from the bot's database while it runs, as the command line does. */
export type IncidentRecord = {
  /** None where this channel is no incident's. */
  eventsIn(channel: string): Promise<readonly IncidentEvent[]>;
  close(): Promise<void>;
};

export async function openIncidentRecord({ config, world }: Stage): Promise<IncidentRecord> {
  const ledger = await openLedger(config.databaseUrl);
  const { rules } = config;
  const { lookUp } = flowOver({ ledger, rules, clock: world.clock, random: () => 0, mask: (text) => text });
  return {
    eventsIn: async (channel) => (await lookUp.byChannel(channel, OPERATOR))?.events ?? [],
    close: () => ledger.close(),
  };
}
