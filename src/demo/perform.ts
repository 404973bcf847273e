import type { Person } from "../sandbox/people.ts";
import type { Message } from "../sandbox/slack/model.ts";
import type { Where } from "../sandbox/slack/person/find.ts";
import type { Seen } from "../sandbox/slack/person/looking.ts";
import type { Deed } from "./deed.ts";
import { alert, recovers, storm } from "./monitoring.ts";
import { cardOf, pageTitled, placeCalled } from "./places.ts";
import type { Run } from "./run.ts";
import type { Shown } from "./transcript.ts";

const DEPLOYS = "#deploys";

/**
 * Does what the step says, and shows the forms that were opened or sent on the way. Throws in plain words when a person
 * could not do it, or the bot did not answer.
 */
export async function perform(deed: Deed, run: Run): Promise<readonly Shown[]> {
  switch (deed.verb) {
    case "alert":
      alert(deed, run);
      return [];
    case "storm":
      storm(deed, run);
      return [];
    case "recovers":
      recovers(deed, run);
      return [];
    case "changes": {
      const text = `${deed.changes} is live. ${deed.says}`;
      await run.speak(() => run.as(deed.who).says(DEPLOYS, text));
      return [];
    }
    case "acknowledges":
      for (const title of [deed.acknowledges].flat())
        run.stage.pagerduty.acknowledges(pageTitled(title, run), deed.who);
      return [];
    case "types":
      return opened(await run.as(deed.who).types(placeCalled(deed.in, run), deed.types), run.as(deed.who));
    case "says":
      await say(deed, run);
      return [];
    case "reacts":
      await run.as(deed.who).reacts(deed.reacts, messageCalled(deed.to, run));
      return [];
    case "clicks": {
      const spot = deed.in === undefined ? {} : { in: placeCalled(deed.in, run) };
      return opened(await run.as(deed.who).clicks(deed.clicks, spot), run.as(deed.who));
    }
    case "submits":
      return submit(run.as(deed.who), deed.submits, deed.with);
    case "closes":
      await run.as(deed.who).closes();
      return [];
    case "asks":
      throw new Error("Only in a drill is there somebody to ask");
    case "waits":
      return [];
  }
}

async function say(deed: Extract<Deed, { readonly verb: "says" }>, run: Run): Promise<void> {
  const { who, says, thread, image, as } = deed;
  const where = placeCalled(deed.in, run);
  const author = run.as(who);
  if (!isThere(where, author, run)) await author.joins(where);
  const message = await run.speak(() =>
    author.says(where, says, {
      ...(thread === undefined ? {} : { thread: messageCalled(thread, run) }),
      ...(image === undefined ? {} : { files: [{ name: image.name, alt: image.shows, content: PICTURE }] }),
    }),
  );
  if (as !== undefined) run.named.set(as, message);
}

/** Who hears of an incident comes into its channel before he speaks there. */
function isThere(where: Where, { id }: Person, { stage }: Run): boolean {
  if (typeof where === "string") return true;
  return stage.world.slack.workspace.channels.get(where.id)?.members.has(id) === true;
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

function messageCalled(name: string, run: Run): Message {
  if (name === "card") return cardOf(run);
  const message = run.named.get(name);
  if (message === undefined) throw new Error(`No message was called "${name}" before`);
  return message;
}
