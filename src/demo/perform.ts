import type { Person } from "../sandbox/people.ts";
import type { Message } from "../sandbox/slack/model.ts";
import type { Seen } from "../sandbox/slack/person/looking.ts";
import { cardOf, pageTitled, placeCalled } from "./places.ts";
import type { Deed } from "./scenario.ts";
import type { Stage } from "./stage.ts";
import type { Shown } from "./transcript.ts";

/** What is remembered between steps: messages by the names that the scenario gave them. */
export type Memory = Map<string, Message>;

/**
 * Does what the step says, and shows the forms that were opened or sent on the way. Throws in plain words when a person
 * could not do it, or the bot did not answer.
 */
export async function perform(deed: Deed, stage: Stage, named: Memory): Promise<readonly Shown[]> {
  const { world, pagerduty } = stage;
  switch (deed.verb) {
    case "alert":
      pagerduty.triggers(deed.service, deed.alert, { key: deed.alert });
      return [];
    case "recovers":
      pagerduty.recovers(pageTitled(deed.recovers, stage).service, deed.recovers);
      return [];
    case "acknowledges":
      for (const title of [deed.acknowledges].flat()) pagerduty.acknowledges(pageTitled(title, stage), deed.who);
      return [];
    case "types":
      return opened(await world.as(deed.who).types(placeCalled(deed.in, stage), deed.types), world.as(deed.who));
    case "says": {
      const { who, says, thread, image, as } = deed;
      const message = await world.as(who).says(placeCalled(deed.in, stage), says, {
        ...(thread === undefined ? {} : { thread: messageCalled(thread, stage, named) }),
        ...(image === undefined ? {} : { files: [{ name: image.name, alt: image.shows, content: PICTURE }] }),
      });
      if (as !== undefined) named.set(as, message);
      return [];
    }
    case "reacts":
      await world.as(deed.who).reacts(deed.reacts, messageCalled(deed.to, stage, named));
      return [];
    case "clicks": {
      const spot = deed.in === undefined ? {} : { in: placeCalled(deed.in, stage) };
      return opened(await world.as(deed.who).clicks(deed.clicks, spot), world.as(deed.who));
    }
    case "submits":
      return submit(world.as(deed.who), deed.submits, deed.with);
    case "closes":
      await world.as(deed.who).closes();
      return [];
    case "waits":
      return [];
  }
}

/** The smallest PNG there is: nobody sees it here, what it shows is said in words. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Forms are shown when they are sent, as they were filled in. */
async function submit(
  person: Person,
  title: string,
  fillings: Readonly<Record<string, string | string[]>>,
): Promise<readonly Shown[]> {
  for (const [label, filling] of Object.entries(fillings)) await person.selects(filling, { in: "modal", from: label });
  const form = person.readsForm();
  const outcome = await person.submits(title);
  if ("errors" in outcome) {
    const errors = Object.entries(outcome.errors).map(([label, error]) => `${label}: ${error}`);
    throw new Error(`"${title}" was not taken: ${errors.join("; ")}`);
  }
  if ("failed" in outcome) throw new Error(`"${title}" was not answered: ${outcome.failed}`);
  return form === undefined ? [] : [{ where: "the form", lines: form.split("\n") }];
}

/** Of a screen that has nothing to send, its title. */
function opened(seen: Seen, person: Person): readonly Shown[] {
  if (seen.failed !== undefined) throw new Error(`Slack says: ${seen.failed}`);
  if (seen.modal === undefined || seen.modal.submit !== null) return [];
  return [{ where: `a screen opens for ${person.name}`, lines: [seen.modal.title.text] }];
}

function messageCalled(name: string, stage: Stage, named: ReadonlyMap<string, Message>): Message {
  if (name === "card") return cardOf(stage);
  const message = named.get(name);
  if (message === undefined) throw new Error(`No message was called "${name}" before`);
  return message;
}
