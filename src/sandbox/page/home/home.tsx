import "./home.css";
import { useEffect, useState } from "react";
import type { Spot } from "../../web/protocol.ts";
import { BackLink } from "../back-link.tsx";
import { Blocks } from "../blocks/blocks.tsx";
import { useSeen, useStore } from "../client.tsx";
import { nameOf } from "../people.ts";
import { PlaceLink } from "../place-context.tsx";
import { problemOf } from "../problem.ts";

const HOME: Spot = { in: "home" };

/** The app's Home tab. Whenever somebody opens it, the app hears of that and may say something else there. */
export function Home() {
  const { act } = useStore();
  const home = useSeen((state) => state.home);
  const app = useSeen((state) => nameOf(state, state.bot));
  const messages = useSeen((state) => state.channels.find(({ kind }) => kind === "im")?.id);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    act({ do: "opens-home" }).catch((error: unknown) => setProblem(problemOf(error)));
  }, [act]);
  return (
    <>
      <header className="channel-head">
        <div className="channel-line">
          <BackLink />
          <h2 className="channel-name">
            <span>{app}</span>
          </h2>
          <nav className="home-tabs" aria-label={app}>
            <PlaceLink to={{ in: "home" }} aria-current="page">
              Home
            </PlaceLink>
            {messages === undefined ? null : <PlaceLink to={{ in: messages }}>Messages</PlaceLink>}
          </nav>
        </div>
      </header>
      <div className="home">
        {problem === undefined ? null : <p role="alert">{problem}</p>}
        {home === null ? (
          <p className="home-empty">The app has put nothing here yet.</p>
        ) : (
          <Blocks blocks={home.blocks} spot={HOME} values={home.values} />
        )}
      </div>
    </>
  );
}
