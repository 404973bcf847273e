import { accessProbes } from "./access-probes.ts";
import { burstProbes } from "./burst-probes.ts";
import { channelProbes } from "./channel-probes.ts";
import { messageProbes } from "./message-probes.ts";
import { personProbes } from "./person-probes.ts";
import type { Probe } from "./probe.ts";

/** In the order in which they are tried; those that wait for the limits come last. */
export const probes: readonly Probe[] = [
  ...accessProbes,
  ...messageProbes,
  ...channelProbes,
  ...personProbes,
  ...burstProbes,
];
