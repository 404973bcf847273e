import { type FormEvent, useState } from "react";
import type { PagedIncident, WorldState } from "../../web/world-protocol.ts";
import { useClient } from "../client.tsx";
import { listOf } from "../people.ts";
import { timesIn } from "../times.ts";
import { CountField } from "./count-field.tsx";
import { useKept } from "./kept.ts";
import { Problem } from "./problem.tsx";
import { useDeed } from "./use-deed.ts";

type Known = NonNullable<WorldState["pagerduty"]>;
type Does = ReturnType<typeof useDeed>["does"];

export function PagerDutyPanel({ pagerduty }: { readonly pagerduty: WorldState["pagerduty"] }) {
  const { state } = useClient();
  const { does, isBusy, problem } = useDeed();
  const myName = state.users[state.me]?.name ?? "";
  const [kept, keep] = useKept("pagerduty-person", "");
  if (pagerduty === undefined) return <p className="world-note">There is no PagerDuty beside this workspace.</p>;
  const { people, services } = pagerduty;
  const who = [kept, myName].find((name) => people.includes(name)) ?? people[0] ?? "";
  return (
    <>
      <Triggering services={services} does={does} isBusy={isBusy} />
      <Problem text={problem} />
      <section aria-labelledby="world-incidents">
        <div className="world-row world-between">
          <h3 id="world-incidents">Incidents</h3>
          <label className="world-inline">
            as
            <select className="field" value={who} onChange={(event) => keep(event.target.value)}>
              {people.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        </div>
        <Incidents pagerduty={pagerduty} who={who} does={does} isBusy={isBusy} />
      </section>
      <section aria-labelledby="world-on-call">
        <h3 id="world-on-call">On call now</h3>
        <table className="world-table">
          <tbody>
            {services.map(({ name, onCall }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{onCall.length === 0 ? "nobody" : listOf(onCall)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

type TriggeringProps = { readonly services: Known["services"]; readonly does: Does; readonly isBusy: boolean };

function Triggering({ services, does, isBusy }: TriggeringProps) {
  const [kept, keep] = useKept("pagerduty-service", "");
  const [title, setTitle] = useState("");
  const [urgency, setUrgency] = useState<"high" | "low">("high");
  const [count, setCount] = useState("40");
  // What was chosen in another workspace at the same address may not be there.
  const service = (services.find(({ name }) => name === kept) ?? services[0])?.name ?? "";

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void does({ do: "trigger", service, title: title.trim() || `${service} is down`, urgency }).then((isDone) => {
      if (isDone) setTitle("");
    });
  }

  function stormed(event: FormEvent): void {
    event.preventDefault();
    void does({ do: "storm", count: Number(count) });
  }

  return (
    <section aria-labelledby="world-page">
      <h3 id="world-page">Page somebody</h3>
      <form onSubmit={submitted}>
        <div className="world-row">
          <label className="world-grow">
            Service
            <select className="field" value={service} onChange={(event) => keep(event.target.value)}>
              {services.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <label>
            Urgency
            <select
              className="field"
              value={urgency}
              onChange={(event) => setUrgency(event.target.value === "low" ? "low" : "high")}
            >
              <option value="high">High</option>
              <option value="low">Low</option>
            </select>
          </label>
        </div>
        <div className="world-row">
          <label className="world-grow">
            Title
            <input
              className="field"
              value={title}
              placeholder={`${service} is down`}
              onChange={(event) => setTitle(event.target.value)}
            />
          </label>
          <button type="submit" className="button primary" disabled={isBusy}>
            Trigger
          </button>
        </div>
      </form>
      <form className="world-row" onSubmit={stormed}>
        <CountField label="A storm of" count={count} change={setCount} />
        <button type="submit" className="button" disabled={isBusy}>
          Storm
        </button>
      </form>
    </section>
  );
}

type IncidentsProps = {
  readonly pagerduty: Known;
  readonly who: string;
  readonly does: Does;
  readonly isBusy: boolean;
};

function Incidents({ pagerduty, who, does, isBusy }: IncidentsProps) {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const { incidents, held } = pagerduty;
  const isOpen = ({ status }: PagedIncident) => status !== "resolved";
  // The oldest takes in the others.
  const [into, ...others] = incidents.filter((one) => isOpen(one) && ticked.includes(one.id)).toReversed();

  if (incidents.length === 0) return <p className="world-note">Nobody was paged yet.</p>;
  return (
    <>
      {into !== undefined && others.length > 0 && (
        <button
          type="button"
          className="button"
          disabled={isBusy}
          onClick={() => {
            void does({ do: "merge", into: into.id, incidents: others.map(({ id }) => id), who });
            setTicked([]);
          }}
        >
          Merge {others.length} into #{into.number}
        </button>
      )}
      <ul className="world-incidents">
        {incidents.map((incident) => (
          <Incident
            key={incident.id}
            incident={incident}
            isTicked={ticked.includes(incident.id)}
            tick={(on) => setTicked((all) => (on ? [...all, incident.id] : all.filter((id) => id !== incident.id)))}
            does={(what) => void does({ do: what, incident: incident.id, who })}
            isBusy={isBusy}
          />
        ))}
      </ul>
      {held && <p className="world-note">A webhook is on its way.</p>}
    </>
  );
}

type IncidentProps = {
  readonly incident: PagedIncident;
  readonly isTicked: boolean;
  readonly tick: (on: boolean) => void;
  readonly does: (what: "acknowledge" | "resolve") => void;
  readonly isBusy: boolean;
};

function Incident({ incident, isTicked, tick, does, isBusy }: IncidentProps) {
  const { state } = useClient();
  const { number, title, service, status, urgency, assigned, at } = incident;
  const times = timesIn(state.users[state.me]?.tz ?? "UTC");
  const what = `#${number} ${title}`;
  return (
    <li data-status={status}>
      <div className="world-incident">
        {status !== "resolved" && (
          <input
            type="checkbox"
            aria-label={`Choose ${what} for merging`}
            checked={isTicked}
            onChange={(event) => tick(event.target.checked)}
          />
        )}
        <div>
          <b>{title}</b>
          <small>
            #{number} · {service} · <span className="world-status">{status}</span>
            {urgency === "low" && " · low urgency"} · {times.clock(at)}
            {status !== "resolved" && assigned.length > 0 && ` · ${listOf(assigned)}`}
          </small>
        </div>
      </div>
      {status !== "resolved" && (
        <div className="world-row">
          {status === "triggered" && (
            <button
              type="button"
              className="button small"
              disabled={isBusy}
              aria-label={`Acknowledge ${what}`}
              onClick={() => does("acknowledge")}
            >
              Acknowledge
            </button>
          )}
          <button
            type="button"
            className="button small"
            disabled={isBusy}
            aria-label={`Resolve ${what}`}
            onClick={() => does("resolve")}
          >
            Resolve
          </button>
        </div>
      )}
    </li>
  );
}
