import { type Person, person } from "../sandbox/people.ts";
import type { Message } from "../sandbox/slack/model.ts";
import { personNamed } from "../sandbox/slack/person/find.ts";
import { mapTexts } from "../shared/json.ts";
import type { Instant } from "../shared/time.ts";
import type { Deed } from "./deed.ts";
import { incidentChannel } from "./places.ts";
import type { Stage } from "./stage.ts";

/** One playing of a scenario: what it has set off, apart from what was there before. */
export type Run = {
  readonly stage: Stage;
  readonly begins: Instant;
  /** Channels that were there before. */
  readonly before: ReadonlySet<string>;
  /** Messages by the names that the scenario gave them. */
  readonly named: Map<string, Message>;
  /** What monitoring has found and not yet found well again, by the key that it was sent under. */
  readonly failing: Map<string, Failing>;
  /** A key that no other playing has used. */
  alertKey(title: string): string;
  as(name: string): Person;
  /** Says something as a simulated person, which is not to be heard as a trainee's word. */
  speak<T>(say: () => T): T;
  isSpeaking(): boolean;
};

export type Failing = { readonly service: string; readonly title: string };

export type RunOptions = {
  readonly begins: Instant;
  /** Whether each deed waits until the bot is at rest: not where somebody else is at work too. */
  readonly waitsForQuiet: boolean;
};

export function startRun(stage: Stage, { begins, waitsForQuiet }: RunOptions): Run {
  const { world } = stage;
  const { workspace } = world.slack;
  const mark = workspace.nextId("run-");
  let alerts = 0;
  let speaking = false;
  return {
    stage,
    begins,
    before: new Set(workspace.channels.keys()),
    named: new Map(),
    failing: new Map(),
    alertKey(title) {
      alerts += 1;
      return `${title} ${mark}-${alerts}`;
    },
    as(name) {
      if (waitsForQuiet) return world.as(name);
      const user = personNamed(workspace, name);
      return person({ user, front: world.slack.front, url: world.slack.url, quiet: async () => {} });
    },
    speak(say) {
      speaking = true;
      try {
        return say();
      } finally {
        speaking = false;
      }
    },
    isSpeaking: () => speaking,
  };
}

/** The deed with `{ref}` filled in: the reference of the incident, such as INC-3. */
export function withRef(deed: Deed, run: Run): Deed {
  const name = incidentChannel(run)?.name ?? "";
  const [, series, number] = /^(inc|sec|drill)-(\d+)/.exec(name) ?? [];
  if (series === undefined) return deed;
  const ref = `${series.toUpperCase()}-${number}`;
  return mapTexts(deed, (text) => text.replaceAll("{ref}", ref)) as Deed;
}
