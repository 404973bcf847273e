import { useEffect, useState } from "react";
import type { WorldState } from "../../web/world-protocol.ts";
import { useSeen } from "../client.tsx";

/** What stands around the workspace, asked for again whenever it may have changed; nothing until the first answer. */
export function useWorld(): WorldState | undefined {
  const version = useSeen((state) => state.worldVersion);
  const [world, setWorld] = useState<WorldState>();
  useEffect(() => {
    const stop = new AbortController();
    // Where the workspace does not answer the page says so elsewhere, and what is known stays.
    readWorld(stop.signal).then(setWorld, () => undefined);
    return () => stop.abort();
  }, [version]);
  return world;
}

async function readWorld(signal: AbortSignal): Promise<WorldState> {
  return (await (await fetch("/_sandbox/world", { signal })).json()) as WorldState;
}
