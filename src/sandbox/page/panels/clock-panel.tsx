import { useEffect, useState } from "react";
import type { ScenarioSeen } from "../../web/world-protocol.ts";
import { useClient } from "../client.tsx";
import { timesIn } from "../times.ts";
import { Problem } from "./problem.tsx";
import { useDeed } from "./use-deed.ts";

const MINUTE_MS = 60_000;
const LEAPS = [
  { name: "+10 min", ms: 10 * MINUTE_MS },
  { name: "+1 h", ms: 60 * MINUTE_MS },
  { name: "+1 day", ms: 24 * 60 * MINUTE_MS },
];

export function ClockPanel({ playing }: { readonly playing: ScenarioSeen | undefined }) {
  const { state, now } = useClient();
  const { does, isBusy, problem } = useDeed();
  useEachSecond();
  const zone = state.users[state.me]?.tz ?? "UTC";
  const isOn = playing?.state === "playing" || playing?.state === "paused";
  return (
    <section aria-labelledby="world-now">
      <h3 id="world-now">Workspace time</h3>
      <p className="world-time">
        <time dateTime={new Date(now()).toISOString()}>{timesIn(zone).full(now())}</time>
        <small>
          in {zone.replaceAll("_", " ")}
          {state.pace === 0 && ", standing still"}
        </small>
      </p>
      <div className="world-row">
        {LEAPS.map(({ name, ms }) => (
          <button
            key={name}
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => void does({ do: "advance", ms })}
          >
            {name}
          </button>
        ))}
      </div>
      <p role="status" className="world-note">
        {isBusy ? "Time is moving…" : "What falls due on the way happens: reminders, escalations, what was snoozed."}
      </p>
      {isOn && <p>{playing.says}</p>}
      <Problem text={problem} />
    </section>
  );
}

function useEachSecond(): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
}
