import type { ScenarioDeed, ScenarioDesk } from "../sandbox/web/scenario-desk.ts";
import type { Director } from "./director.ts";
import { scenarioCalled, scenarioNames } from "./library.ts";
import type { Ending } from "./playing.ts";
import { isProblems } from "./scenario-file.ts";

/** The page's way to the director. `ended` hears how each playing ended that was begun here. */
export function deskOf(director: Director, ended: (ending: Ending) => void): ScenarioDesk {
  // Read once: whoever writes a scenario begins anew to see it in the list.
  const known = scenarioNames()
    .flatMap((name) => {
      const scenario = scenarioCalled(name);
      return isProblems(scenario) ? [] : [{ name, ...scenario }];
    })
    // What is to be watched first, then what is to be run, the shorter ones first.
    .sort((a, b) => Number(a.drill !== undefined) - Number(b.drill !== undefined) || a.steps.length - b.steps.length)
    .map(({ name, title, says, drill }) => ({ name, title, says, isDrill: drill !== undefined }));

  function play(name: string): void {
    if (!known.some((one) => one.name === name)) throw new Error(`There is no scenario called "${name}".`);
    const scenario = scenarioCalled(name);
    if (isProblems(scenario)) throw new Error(scenario.problems.join(" "));
    void director.play(name, scenario).then(ended);
  }

  return {
    seen() {
      const playing = director.seen();
      return { known, ...(playing === undefined ? {} : { playing }) };
    },
    async do(deed: ScenarioDeed) {
      switch (deed.do) {
        case "play":
          return play(deed.scenario);
        case "pause":
          return director.pause();
        case "resume":
          return director.resume();
        case "step":
          return director.step();
        case "stop":
          return director.stop();
        case "ask":
          return director.ask(deed.question);
      }
    },
  };
}
