import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { useStore } from "./client.tsx";
import { problemOf } from "./problem.ts";
import type { Doing } from "./store.ts";

const TellContext = createContext<(problem: string) => void>(() => undefined);

/** How long a sentence stays that nobody has asked for. */
const SHOWN_MS = 8_000;

/** Shows what could not be done where there is no better place for it. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (problem === undefined) return;
    const timer = setTimeout(() => setProblem(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [problem]);
  return (
    <TellContext value={setProblem}>
      {children}
      <div role="status" className="toast-place">
        {problem !== undefined && (
          <div className="toast">
            {problem}
            <button type="button" onClick={() => setProblem(undefined)}>
              Close
            </button>
          </div>
        )}
      </div>
    </TellContext>
  );
}

/** Does something whose answer nobody waits for; what is refused, or what the app failed in, is said. */
export function useDoing(): (doing: Doing) => void {
  const { act } = useStore();
  const tell = useContext(TellContext);
  return useCallback(
    (doing) => {
      act(doing).then(
        ({ failure }) => {
          if (failure !== undefined) tell(failure);
        },
        (error: unknown) => tell(problemOf(error)),
      );
    },
    [act, tell],
  );
}
