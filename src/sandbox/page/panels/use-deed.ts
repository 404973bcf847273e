import { useCallback, useState } from "react";
import type { WorldDeed } from "../../web/world-protocol.ts";
import { useStore } from "../client.tsx";
import { problemOf } from "../problem.ts";

/** Does something with the world, one thing at a time; `problem` is why the last one could not be done. */
export function useDeed(): {
  readonly does: (deed: WorldDeed) => Promise<boolean>;
  readonly isBusy: boolean;
  readonly problem: string | undefined;
} {
  const { world } = useStore();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const does = useCallback(
    async (deed: WorldDeed) => {
      setBusy(true);
      const failed = await world(deed).then(() => undefined, problemOf);
      setProblem(failed);
      setBusy(false);
      return failed === undefined;
    },
    [world],
  );
  return { does, isBusy, problem };
}
