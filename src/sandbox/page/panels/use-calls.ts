import { useEffect, useRef, useState } from "react";
import type { CallsPage } from "../../web/world-protocol.ts";
import { useSeen } from "../client.tsx";

const KEPT = 1_000;
/** Calls come in bursts: one question for all of them. */
const TOGETHER_MS = 250;

/** The calls between the bot and the world, oldest first, and what is left of the budgets. */
export function useCalls(): CallsPage {
  const version = useSeen((state) => state.callVersion);
  const [page, setPage] = useState<CallsPage>({ calls: [], budgets: [] });
  const last = useRef(0);
  useEffect(() => {
    const timer = setTimeout(() => {
      readCalls(last.current).then(
        ({ calls, budgets }) => {
          const newer = calls.filter(({ number }) => number > last.current);
          last.current = newer.at(-1)?.number ?? last.current;
          setPage((before) => ({ calls: [...before.calls, ...newer].slice(-KEPT), budgets }));
        },
        // Where the workspace does not answer the page says so elsewhere.
        () => undefined,
      );
    }, TOGETHER_MS);
    return () => clearTimeout(timer);
  }, [version]);
  return page;
}

async function readCalls(after: number): Promise<CallsPage> {
  return (await (await fetch(`/_sandbox/calls?after=${after}`)).json()) as CallsPage;
}
