import type { ModalView } from "@slack/types";
import type { Loaded } from "../flow/cache.ts";
import { type Draft, draftOf } from "../postmortem/draft.ts";
import type { Speech } from "../timeline/line.ts";
import type { Bot } from "./bot.ts";
import { sectionsScreen } from "./forms/postmortem.ts";

export async function postmortemScreen(loaded: Loaded, bot: Bot): Promise<ModalView> {
  return sectionsScreen(loaded, draftFor(loaded, bot), await speechFor(loaded, bot));
}

export function draftFor(loaded: Loaded, bot: Bot): Draft {
  const draft = draftOf(loaded.events, bot.rules, bot.draftFacts(loaded));
  if (draft === undefined) throw new Error(`${loaded.stream} is empty`);
  return draft;
}

/** For text inputs, which show neither mentions nor dates: names as they are known, times in UTC. */
export async function speechFor(loaded: Loaded, bot: Bot): Promise<Speech> {
  const { incident } = loaded;
  const involved = [...incident.members, ...Object.values(incident.roles), incident.declaredBy ?? ""].filter(
    (user) => user !== "",
  );
  const name = await bot.people.names([
    ...involved,
    ...loaded.events.flatMap((event) => (event.actor.startsWith("slack:") ? event.actor.slice(6) : [])),
  ]);
  return { name, time: (at) => `${new Date(at).toISOString().slice(11, 16)} UTC` };
}
