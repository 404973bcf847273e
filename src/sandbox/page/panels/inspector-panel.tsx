import { useState } from "react";
import type { CallSeen, CallsPage } from "../../web/world-protocol.ts";
import { useClient } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { timesIn } from "../times.ts";
import { fits, isRefused, sayPayload, sayWay } from "./call-words.ts";
import { useKept } from "./kept.ts";

/** What is older is not lost, but nobody reads so far down. */
const SHOWN = 200;

export function InspectorPanel({ page }: { readonly page: CallsPage }) {
  const [filter, setFilter] = useKept("filter", "");
  const [only, setOnly] = useKept("only-refused", "no");
  const [chosen, choose] = useState<number>();
  const call = page.calls.find(({ number }) => number === chosen);
  if (call !== undefined) return <Detail call={call} close={() => choose(undefined)} />;

  const shown = page.calls
    .filter((one) => fits(one, filter) && (only === "no" || isRefused(one)))
    .slice(-SHOWN)
    .toReversed();
  return (
    <>
      <div className="world-row">
        <input
          className="field"
          type="search"
          aria-label="Filter calls"
          placeholder="Filter: chat.update, PagerDuty, INC-1 …"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <label className="world-inline">
          <input
            type="checkbox"
            checked={only === "yes"}
            onChange={(event) => setOnly(event.target.checked ? "yes" : "no")}
          />
          only refused
        </label>
      </div>
      <Budgets budgets={page.budgets} />
      <ol className="world-calls" aria-label="Calls, newest first">
        {shown.map((one) => (
          <li key={one.number}>
            <Row call={one} choose={() => choose(one.number)} />
          </li>
        ))}
      </ol>
      {shown.length === 0 && <p className="world-note">{page.calls.length === 0 ? "No calls yet." : "None fits."}</p>}
    </>
  );
}

function Row({ call, choose }: { readonly call: CallSeen; readonly choose: () => void }) {
  const { state } = useClient();
  const { name, at, took, ok, error } = call;
  const times = timesIn(state.users[state.me]?.tz ?? "UTC");
  return (
    <button type="button" className="world-call" data-ok={ok} data-refused={isRefused(call)} onClick={choose}>
      <span className="world-call-name">{name}</span>
      <small>
        {times.second(at)} · {sayWay(call)}
        {took !== undefined && ` · ${Math.round(took)} ms`}
        {!ok && <b> · {error ?? "failed"}</b>}
      </small>
    </button>
  );
}

function Budgets({ budgets }: { readonly budgets: CallsPage["budgets"] }) {
  if (budgets.length === 0) return null;
  return (
    <details className="world-budgets">
      <summary>What Slack still allows in this minute</summary>
      <table className="world-table">
        <tbody>
          {budgets
            .toSorted((a, b) => a.left / a.of - b.left / b.of)
            .map(({ method, left, of }) => (
              <tr key={method}>
                <th scope="row">{method}</th>
                <td>
                  <meter min={0} max={of} low={of / 4} value={left} aria-hidden="true" /> {left} of {of}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
}

function Detail({ call, close }: { readonly call: CallSeen; readonly close: () => void }) {
  const { state } = useClient();
  const { name, at, took, ok, error, pointers, sent, answered } = call;
  const times = timesIn(state.users[state.me]?.tz ?? "UTC");
  return (
    <section aria-labelledby="world-call" className="world-detail">
      <button type="button" className="world-back" onClick={close}>
        <Icon name="back" size={16} /> All calls
      </button>
      <h3 id="world-call">{name}</h3>
      <p>
        {sayWay(call)} at {times.second(at)}
        {took !== undefined && `, answered after ${Math.round(took)} ms`}
        {!ok && (
          <>
            : <b className="world-error">{error ?? "failed"}</b>
          </>
        )}
      </p>
      {pointers !== undefined && (
        <dl className="world-pointers">
          {pointers.map(({ pointer, says }) => (
            <div key={`${pointer} ${says}`}>
              <dt>{pointer}</dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      )}
      <Payload title="Sent" value={sent} />
      <Payload title="Answered" value={answered} />
    </section>
  );
}

function Payload({ title, value }: { readonly title: string; readonly value: unknown }) {
  return (
    <>
      <h4>{title}</h4>
      {/* A long line is scrolled to, also without a mouse. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="region" aria-label={title}>
        {sayPayload(value)}
      </pre>
    </>
  );
}
