import { type FormEvent, useState } from "react";
import type { FaultName, WorldState } from "../../web/world-protocol.ts";
import { CountField } from "./count-field.tsx";
import { Problem } from "./problem.tsx";
import { useDeed } from "./use-deed.ts";

const FAULTS: readonly { readonly name: FaultName; readonly says: string }[] = [
  { name: "slow", says: "Slow: each answer takes 3 s" },
  { name: "limited", says: "429: too many calls" },
  { name: "failing", says: "500: it fails" },
  { name: "lost-replies", says: "Done, but the reply is lost" },
  { name: "refused", says: "Refused" },
];

export function FaultsPanel({ world }: { readonly world: WorldState | undefined }) {
  const { does, isBusy, problem } = useDeed();
  if (world === undefined) return null;
  const isConnected = world.bot.connected;
  const isBroken = world.faults.slack.length + world.faults.pagerduty.length > 0;
  return (
    <>
      <Breaking of="slack" name="Slack" left={world.faults.slack} does={does} isBusy={isBusy} />
      {world.pagerduty !== undefined && (
        <Breaking of="pagerduty" name="PagerDuty" left={world.faults.pagerduty} does={does} isBusy={isBusy} />
      )}
      <section aria-labelledby="world-line">
        <h3 id="world-line">Connection</h3>
        <p role="status">
          {isConnected ? "The bot is connected." : "The bot is not connected. It tries again by itself."}
        </p>
        <div className="world-row">
          <button
            type="button"
            className="button"
            disabled={isBusy || !isConnected}
            onClick={() => void does({ do: "disconnect" })}
          >
            Disconnect
          </button>
          <button
            type="button"
            className="button"
            disabled={isBusy || !isBroken}
            onClick={() => void does({ do: "mend" })}
          >
            Mend everything
          </button>
        </div>
      </section>
      <Problem text={problem} />
    </>
  );
}

type Props = {
  readonly of: "slack" | "pagerduty";
  readonly name: string;
  readonly left: WorldState["faults"]["slack"];
  readonly does: ReturnType<typeof useDeed>["does"];
  readonly isBusy: boolean;
};

function Breaking({ of, name, left, does, isBusy }: Props) {
  const [fault, setFault] = useState<FaultName>("slow");
  const [times, setTimes] = useState("5");

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void does({ do: "fault", of, name: fault, times: Number(times) });
  }

  return (
    <section aria-labelledby={`world-${of}`}>
      <h3 id={`world-${of}`}>{name}</h3>
      <form onSubmit={submitted}>
        <label>
          What goes wrong
          <select className="field" value={fault} onChange={(event) => setFault(event.target.value as FaultName)}>
            {FAULTS.map((one) => (
              <option key={one.name} value={one.name}>
                {one.says}
              </option>
            ))}
          </select>
        </label>
        <div className="world-row">
          <CountField label="Next calls" count={times} change={setTimes} />
          <button type="submit" className="button" disabled={isBusy}>
            Break {name}
          </button>
        </div>
      </form>
      <ul className="world-left" aria-label={`Wrong with ${name} now`}>
        {left.map((one, index) => (
          // The same fault can be planned twice.
          <li key={`${one.name} ${index}`}>
            {FAULTS.find((each) => each.name === one.name)?.says}: {one.left} {one.left === 1 ? "call" : "calls"} left
          </li>
        ))}
      </ul>
    </section>
  );
}
