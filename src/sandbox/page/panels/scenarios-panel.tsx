import { type FormEvent, useState } from "react";
import type { ScenarioSeen, WorldState } from "../../web/world-protocol.ts";
import { Debrief } from "./debrief.tsx";
import { useKept } from "./kept.ts";
import { Problem } from "./problem.tsx";
import { useDeed } from "./use-deed.ts";

type Props = { readonly scenarios: WorldState["scenarios"] };

export function ScenariosPanel({ scenarios }: Props) {
  const { does, isBusy, problem } = useDeed();
  const [chosen, choose] = useKept("scenario", "");
  if (scenarios === undefined) return <p className="world-note">There is nothing to be played in this workspace.</p>;
  const { known, playing } = scenarios;
  const isOn = playing?.state === "playing" || playing?.state === "paused";
  const selected = known.find(({ name }) => name === chosen) ?? known[0];

  return (
    <>
      {playing !== undefined && <Playing playing={playing} does={does} isBusy={isBusy} />}
      {!isOn && (
        <section aria-labelledby="world-choose">
          <h3 id="world-choose">{playing === undefined ? "Play a scenario" : "Play another"}</h3>
          <div className="world-choices" role="radiogroup" aria-labelledby="world-choose">
            {known.map(({ name, title, says, isDrill }) => (
              <label key={name} className="world-choice">
                <input type="radio" name="scenario" checked={name === selected?.name} onChange={() => choose(name)} />
                <span>
                  <b>{title}</b> {isDrill && <span className="world-tag">Drill</span>}
                  <small>{says}</small>
                </span>
              </label>
            ))}
          </div>
          <button
            type="button"
            className="button primary"
            disabled={isBusy || selected === undefined}
            onClick={() => selected !== undefined && void does({ do: "play", scenario: selected.name })}
          >
            Play
          </button>
          <p className="world-note">
            Time moves on to the hour at which the story begins. In a drill everything happens by itself but what you
            do: become ana, and run the incident.
          </p>
        </section>
      )}
      <Problem text={problem} />
    </>
  );
}

type PlayingProps = {
  readonly playing: ScenarioSeen;
  readonly does: ReturnType<typeof useDeed>["does"];
  readonly isBusy: boolean;
};

function Playing({ playing, does, isBusy }: PlayingProps) {
  const { title, isDrill, state, step, steps, says, questions, debrief } = playing;
  const isOn = state === "playing" || state === "paused";
  return (
    <section aria-labelledby="world-playing">
      <h3 id="world-playing">
        {title} {isDrill && <span className="world-tag">Drill</span>}
      </h3>
      {isOn && (
        <>
          <progress value={step} max={steps} aria-label="Steps that were played" />
          <p role="status">
            {state === "paused" && <b>Paused. </b>}
            {says}
          </p>
          <div className="world-row">
            {state === "playing" ? (
              <button type="button" className="button" disabled={isBusy} onClick={() => void does({ do: "pause" })}>
                Pause
              </button>
            ) : (
              <button type="button" className="button" disabled={isBusy} onClick={() => void does({ do: "resume" })}>
                Go on
              </button>
            )}
            <button type="button" className="button" disabled={isBusy} onClick={() => void does({ do: "step" })}>
              Next step
            </button>
            <button type="button" className="button" disabled={isBusy} onClick={() => void does({ do: "stop" })}>
              {isDrill ? "Stop and look back" : "Stop"}
            </button>
          </div>
        </>
      )}
      {isOn && questions !== undefined && <Ask questions={questions} does={does} />}
      {state === "failed" && (
        <p className="world-problem" role="alert">
          {says}
        </p>
      )}
      {state === "over" && !isDrill && <p>Over.</p>}
      {debrief !== undefined && <Debrief lines={debrief} />}
    </section>
  );
}

function Ask({ questions, does }: { readonly questions: readonly string[]; readonly does: PlayingProps["does"] }) {
  const [question, setQuestion] = useState("");

  function ask(what: string): void {
    if (what.trim() === "") return;
    void does({ do: "ask", question: what }).then((isDone) => {
      if (isDone) setQuestion("");
    });
  }

  function submitted(event: FormEvent): void {
    event.preventDefault();
    ask(question);
  }

  return (
    <form className="world-ask" onSubmit={submitted}>
      <label htmlFor="world-question">Ask, or ask for something to be done</label>
      <div className="world-row">
        <input
          id="world-question"
          className="field"
          value={question}
          placeholder="Roll back … / How is the …?"
          onChange={(event) => setQuestion(event.target.value)}
        />
        <button type="submit" className="button">
          Ask
        </button>
      </div>
      <div className="world-row" role="group" aria-label="Questions">
        {questions.map((one) => (
          <button key={one} type="button" className="world-chip" onClick={() => ask(one)}>
            {one}
          </button>
        ))}
      </div>
      <p className="world-note">
        The answer comes in the incident’s channel. You may as well ask a colleague there: “@fay what changed?”
      </p>
    </form>
  );
}
