import type { Loaded } from "../../flow/cache.ts";
import type { LookUp } from "../../flow/look-up.ts";
import { OPERATOR } from "../../flow/look-up.ts";
import type { People } from "../../flow/people.ts";
import type { Outcome, Performer, Task } from "../../flow/performer.ts";
import type { EffectKind, EffectOf } from "../../incident/effect.ts";
import { surfaceKey } from "../../incident/effect.ts";
import type { Incident } from "../../incident/incident.ts";
import { type Rules, rankOf } from "../../incident/rules.ts";
import type { DraftFacts } from "../../postmortem/story.ts";
import { MINUTE } from "../../shared/time.ts";
import { entriesOf } from "../../timeline/entry.ts";
import { announcement } from "../blocks/announcement.ts";
import { type CardFacts, card } from "../blocks/card.ts";
import { post } from "../blocks/post.ts";
import { postmortemCard } from "../blocks/postmortem-card.ts";
import { roleMessage } from "../blocks/role-message.ts";
import { threadLine } from "../blocks/timeline.ts";
import { topic } from "../blocks/topic.ts";
import { triageCard } from "../blocks/triage-card.ts";
import type { CreatedFor } from "../limiter.ts";
import { say } from "../text.ts";
import type { Ask } from "./asking.ts";
import { openChannel } from "./open-channel.ts";
import type { Place, PutMessage } from "./put-message.ts";

export type SlackPerformerParts = {
  readonly ask: Ask;
  readonly put: PutMessage;
  readonly lookUp: LookUp;
  readonly rules: Rules;
  readonly people: People;
  /** The bot's own user; undefined while Slack does not say. */
  readonly me: () => Promise<string | undefined>;
  readonly facts: (loaded: Loaded) => Promise<CardFacts>;
  /** Where a surface stands, from its outbox row. */
  readonly placeOf: (key: string) => Promise<Place | undefined>;
  /** The channel of that name in the configuration, such as `#incidents`. */
  readonly channelNamed: (name: string) => Promise<string | undefined | Outcome>;
  readonly channels: { readonly announcements: string; readonly triage: string; readonly name: string };
  readonly callUrl: (loaded: Loaded) => string | undefined;
  readonly draftFacts: (loaded: Loaded) => DraftFacts;
};

type SlackKind = Exclude<EffectKind, "page" | "find-people" | "resolve-alerts" | "remind">;

/** How each effect in Slack is carried out. Each is safe to repeat: the kinds say how they find out whether they happened. */
export function performersIn(parts: SlackPerformerParts): Readonly<Record<SlackKind, Performer>> {
  const { ask, put, lookUp, rules, people } = parts;

  /** Loads the incident afresh, since text that quotes state is made when it is sent. */
  function on(perform: (loaded: Loaded, task: Task) => Promise<Outcome>): Performer {
    return async (task) => {
      const loaded = await lookUp.byStream(task.stream, OPERATOR);
      if (loaded === undefined) throw new Error(`${task.stream} is not on record`);
      return perform(loaded, task);
    };
  }

  function inChannel(perform: (channel: string, loaded: Loaded, task: Task) => Promise<Outcome>): Performer {
    return on(async (loaded, task) => {
      const { channel, channelLost } = loaded.incident;
      return channel === null
        ? { gaveUp: channelLost ?? "the incident has no channel" }
        : perform(channel.id, loaded, task);
    });
  }

  /** In the first of these channels that there is. */
  function inNamed(names: readonly string[], message: (loaded: Loaded) => ReturnType<typeof say>): Performer {
    return on(async (loaded, task) => {
      const before = (task.ref as Place | undefined)?.channel;
      const channel = before ?? (await firstOf(names));
      return typeof channel === "string" ? put.surface(task, channel, message(loaded)) : channel;
    });
  }

  async function firstOf(names: readonly string[]): Promise<string | Outcome> {
    for (const name of names) {
      const channel = await parts.channelNamed(name);
      if (channel !== undefined) return channel;
    }
    const why = `there is no channel ${names.join(" or ")}: create it, or name another in pitwall.yaml`;
    return { retry: why, afterMs: MINUTE, unknown: false };
  }

  async function directMessageTo(user: string): Promise<string | Outcome> {
    const opened = await ask<{ channel: { id: string } }>("conversations.open", { users: user });
    if (opened.stop !== undefined) return opened.stop;
    return opened.data?.channel.id ?? { retry: "conversations.open: an empty answer", unknown: false };
  }

  const { announcements, triage } = parts.channels;
  const triageCards = inNamed([triage, announcements], ({ stream, incident }) => triageCard(stream, incident));

  return {
    "open-channel": on(async ({ incident }, task) => {
      const { ref, number, private: isPrivate } = incident;
      const template = parts.channels.name;
      const wish = {
        template,
        ref,
        number,
        title: incident.title,
        private: isPrivate,
        createdFor: whoWaitsFor(incident, rules),
      };
      const me = await parts.me();
      if (me === undefined)
        return { retry: "auth.test: Slack does not answer", unknown: task.unknownSince !== undefined };
      return openChannel(task, wish, ask, me);
    }),

    // Inviting twice is harmless: those who are in already are skipped.
    invite: inChannel(async (channel, loaded, task) => {
      const me = await parts.me();
      const users = (task.body as EffectOf<"invite">["body"]).users.filter(
        (user) => user !== me && !loaded.incident.joined.includes(user),
      );
      if (users.length === 0) return { done: true };
      const invited = await ask(
        "conversations.invite",
        { channel, users: users.slice(0, 100).join(","), force: true },
        // Whoever was deactivated meanwhile is not found.
        ["already_in_channel", "cant_invite_self", "user_not_found"],
      );
      return invited.stop ?? { done: true };
    }),

    card: inChannel(async (channel, loaded, task) =>
      put.surface(task, channel, card(task.stream, loaded.incident, rules, await parts.facts(loaded))),
    ),

    topic: inChannel(async (channel, { incident }, task) => {
      const names = await people.names(Object.values(incident.roles));
      const text = topic(incident, names);
      if (text === task.shown) return { done: true, shown: text };
      const set = await ask("conversations.setTopic", { channel, topic: text });
      return set.stop ?? { done: true, shown: text, ref: { channel } };
    }),

    "pin-card": inChannel(async (_channel, _loaded, task) => {
      const place = await parts.placeOf(surfaceKey(task.stream, "card"));
      if (place === undefined) return { gaveUp: "the card is gone" };
      if (place.ts === task.shown) return { done: true };
      const pinned = await ask("pins.add", { channel: place.channel, timestamp: place.ts }, ["already_pinned"]);
      return pinned.stop ?? { done: true, shown: place.ts };
    }),

    "bookmark-call": inChannel(async (channel, loaded, task) => {
      const link = parts.callUrl(loaded);
      if (link === undefined) return { done: true };
      if (task.unknownSince !== undefined) {
        const listed = await ask<{ bookmarks?: readonly { link?: string }[] }>("bookmarks.list", {
          channel_id: channel,
        });
        if (listed.stop !== undefined) return listed.stop;
        if (listed.data?.bookmarks?.some((one) => one.link === link) === true) return { done: true };
      }
      const added = await ask("bookmarks.add", { channel_id: channel, title: "Call", type: "link", link });
      return added.stop ?? { done: true };
    }),

    announcement: inNamed([announcements], ({ stream, incident }) => announcement(stream, incident)),

    // What is private waits with whoever raised it: `/incident SEC-1` has the same buttons.
    "triage-card": on(async (loaded, task) => (loaded.incident.private ? { done: true } : triageCards(task))),

    post: inChannel(async (channel, loaded, task) =>
      put.once(task, { channel }, post(task.stream, eventOf(loaded, task), loaded.incident, { chain: loaded.chain })),
    ),

    thread: inChannel(async (channel, loaded, task) => {
      const place = await parts.placeOf(surfaceKey(task.stream, "card"));
      if (place === undefined) return { retry: "the card is not there yet", unknown: false };
      const { version } = task.body as EffectOf<"thread">["body"];
      const entry = entriesOf(loaded.events).find((one) => one.seq === version);
      if (entry === undefined) throw new Error(`${task.key} has no entry`);
      return put.once(task, { channel, thread: place.ts }, say(threadLine(entry)));
    }),

    "direct-message": on(async (loaded, task) => {
      const { user } = task.body as EffectOf<"direct-message">["body"];
      const channel = await directMessageTo(user);
      if (typeof channel !== "string") return channel;
      const event = eventOf(loaded, task);
      const message =
        event.type === "RoleAssigned"
          ? roleMessage(event.body, loaded.incident, rules)
          : post(task.stream, event, loaded.incident, { chain: loaded.chain });
      return put.once(task, { channel }, message);
    }),

    "postmortem-card": on(async (loaded, task) => {
      const owner = loaded.incident.postmortem?.owner;
      if (owner === undefined) return { done: true };
      const channel = (task.ref as Place | undefined)?.channel ?? (await directMessageTo(owner));
      if (typeof channel !== "string") return channel;
      return put.surface(task, channel, postmortemCard(loaded, rules, parts.draftFacts(loaded)));
    }),
  };
}

function whoWaitsFor(incident: Incident, rules: Rules): CreatedFor {
  if (incident.declaredBy !== null) return "person";
  return rankOf(incident.severity, rules) === 1 ? "worst" : "others";
}

function eventOf(loaded: Loaded, task: Task) {
  const { version } = task.body as { version: number };
  const event = loaded.events.find((one) => one.version === version);
  if (event === undefined) throw new Error(`${task.key} is about an event that is not on record`);
  return event;
}
