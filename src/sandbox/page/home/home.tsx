import "./home.css";
import { useEffect, useState } from "react";
import type { Spot } from "../../web/protocol.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { useSeen, useStore } from "../client.tsx";
import { problemOf } from "../problem.ts";

const HOME: Spot = { in: "home" };

/** The app's Home tab. Whoever opens it is shown what the app says there anew. */
export function Home() {
  const { act } = useStore();
  const home = useSeen((state) => state.home);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    act({ do: "opens-home" }).catch((error: unknown) => setProblem(problemOf(error)));
  }, [act]);
  return (
    <div className="home">
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {home === null ? (
        <p className="home-empty">The app has put nothing here yet.</p>
      ) : (
        <Blocks blocks={home.blocks} spot={HOME} values={home.values} />
      )}
    </div>
  );
}
