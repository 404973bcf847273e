import { useEffect, useState } from "react";
import { App } from "./app.tsx";
import { ReadingProvider } from "./blocks/reading.tsx";
import { ClientProvider } from "./client.tsx";
import { usePlace } from "./place-context.tsx";
import { problemOf } from "./problem.ts";
import { openStore, type Store } from "./store.ts";

/** Between two attempts to reach a workspace that is not there yet. */
const AGAIN_AFTER_MS = 1_000;

/** Opens the workspace for the person in the address, and anew when it is another one. */
export function Boot() {
  const { as } = usePlace().place;
  const [opened, setOpened] = useState<{ readonly as: string; readonly store: Store }>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let store: Store | undefined;
    function open(): void {
      openStore(as).then(
        (next) => {
          if (isOver) return next.stop();
          store = next;
          setProblem(undefined);
          setOpened({ as, store: next });
        },
        (error: unknown) => {
          if (isOver) return;
          setProblem(problemOf(error));
          timer = setTimeout(open, AGAIN_AFTER_MS);
        },
      );
    }
    open();
    return () => {
      isOver = true;
      clearTimeout(timer);
      store?.stop();
    };
  }, [as]);

  if (problem !== undefined)
    return (
      <p className="boot" role="alert">
        {problem} Trying again…
      </p>
    );
  if (opened === undefined || opened.as !== as) return <p className="boot">Opening the workspace…</p>;
  return (
    <ClientProvider key={as} store={opened.store}>
      <ReadingProvider>
        <App />
      </ReadingProvider>
    </ClientProvider>
  );
}
