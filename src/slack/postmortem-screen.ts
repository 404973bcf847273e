import type { ModalView } from "@slack/types";
import type { Loaded } from "../flow/cache.ts";
import { type Draft, draftOf } from "../postmortem/draft.ts";
import type { Speech } from "../timeline/line.ts";
import type { Bot } from "./bot.ts";
import { zonedTimes } from "./clock-words.ts";
import { sectionsScreen } from "./forms/postmortem.ts";

export async function postmortemScreen(loaded: Loaded, reader: string, bot: Bot): Promise<ModalView> {
  return sectionsScreen(loaded, draftFor(loaded, bot), await speechFor(loaded, reader, bot));
}

export function draftFor(loaded: Loaded, bot: Bot): Draft {
  const draft = draftOf(loaded.events, bot.rules, bot.draftFacts(loaded));
  if (draft === undefined) throw new Error(`${loaded.stream} is empty`);
  return draft;
}

/** For text inputs, which show neither mentions nor dates: names as they are known, times in the reader's zone. */
export async function speechFor(loaded: Loaded, reader: string, bot: Bot): Promise<Speech> {
  const { incident } = loaded;
  const involved = [...incident.members, ...Object.values(incident.roles), incident.declaredBy ?? ""].filter(
    (user) => user !== "",
  );
  const name = await bot.people.names([
    ...involved,
    ...loaded.events.flatMap((event) => (event.actor.startsWith("slack:") ? event.actor.slice(6) : [])),
  ]);
  return { name, time: zonedTimes((await bot.people.get(reader))?.zone) };
}
