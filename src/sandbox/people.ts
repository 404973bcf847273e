import * as channels from "./slack/channels.ts";
import { type Element, type Option, optionsOf, type Placed } from "./slack/elements.ts";
import { fileOf, type NewFile, storeFile } from "./slack/files.ts";
import { type Filling, inputLabelled, localErrors, valueFor } from "./slack/fill.ts";
import {
  captionOf,
  channelNamed,
  type Found,
  findElement,
  personNamed,
  placesOf,
  visibleMessages,
  type Where,
} from "./slack/find.ts";
import {
  act,
  closeModal,
  type Failure,
  type Front,
  isKnownCommand,
  openHome,
  type Place,
  runCommand,
  submit,
  suggest,
  useShortcut,
} from "./slack/interact.ts";
import { addPin, addReaction, removePin, removeReaction } from "./slack/marks.ts";
import { deleteMessage, editMessage, findMessage, postMessage } from "./slack/messages.ts";
import type { Channel, Message, User, Value, View } from "./slack/model.ts";
import { markup, richText } from "./slack/typed-text.ts";
import { changeUser } from "./slack/users.ts";
import { valueKey } from "./slack/view-state.ts";
import { fillIn, findView, stackOf, withState } from "./slack/views.ts";
import { readMessage, readView } from "./slack/words.ts";
import { findDirectMessage } from "./slack/workspace.ts";

/** What this person was shown because of what they did. */
export type Seen = {
  /** Messages for this person alone that came or changed. */
  readonly messages: readonly Message[];
  /** The form that was opened or changed and is open now. */
  readonly modal: View | undefined;
  /** All of it in words, as read aloud. */
  readonly text: string;
  /** Slack's own word for it when the app did not answer. */
  readonly failed: Failure;
};

export type Outcome =
  | { readonly closed: true }
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly updated: View }
  | { readonly failed: string };

export type Spot = { readonly in?: Where | Message | "modal" | "home" };

export type Person = {
  readonly id: string;
  readonly name: string;
  /** Types a slash command into a channel ("#incidents") or into the conversation with the app ("@pitwall"). */
  types(where: Where, line: string): Promise<Seen>;
  says(where: Where, text: string, more?: { thread?: Message; files?: readonly NewFile[] }): Promise<Message>;
  /** Presses the newest button of that text, or chooses it from an overflow menu; says yes when asked to confirm. */
  clicks(button: string | { readonly action_id: string }, spot?: Spot): Promise<Seen>;
  /** Chooses an option or several, or fills one input, without sending a form off. `from` is its label or placeholder. */
  selects(filling: Filling, spot?: Spot & { readonly from?: string }): Promise<Seen>;
  /** Chooses a shortcut by its name: of a message, or from anywhere. */
  uses(shortcut: string, on?: Message): Promise<Seen>;
  opensHome(): Promise<View | undefined>;
  /** Fills the open form of that title by its labels and sends it off. */
  submits(title: string, filling?: Readonly<Record<string, Filling>>): Promise<Outcome>;
  /** Cancels the form on top; with `all` the whole stack, by its cross. */
  closes(what?: "all"): Promise<void>;
  reacts(emoji: string, message: Message): Promise<void>;
  unreacts(emoji: string, message: Message): Promise<void>;
  pins(message: Message): Promise<void>;
  unpins(message: Message): Promise<void>;
  edits(message: Message, text: string): Promise<void>;
  deletes(message: Message): Promise<void>;
  creates(name: string, more?: { isPrivate?: boolean }): Promise<Channel>;
  joins(where: Where): Promise<void>;
  leaves(where: Where): Promise<void>;
  invites(where: Where, ...names: string[]): Promise<void>;
  removes(where: Where, name: string): Promise<void>;
  archives(where: Where): Promise<void>;
  unarchives(where: Where): Promise<void>;
  deletesChannel(where: Where): Promise<void>;
  renames(where: Where, name: string): Promise<void>;
  setsTopic(where: Where, topic: string): Promise<void>;
  changes(profile: Parameters<typeof changeUser>[2]): Promise<void>;
  /** Messages visible to this person, those for them alone among them, oldest first. */
  sees(where: Where): readonly Message[];
  /** The same as read aloud, one message after another. */
  reads(where: Where): string;
  modal(): View | undefined;
  home(): View | undefined;
  directMessages(): readonly Message[];
};

export type PersonOptions = {
  readonly front: Front;
  /** Where the workspace is served: files that are posted get their address from it. */
  readonly url: string;
  /** Resolves when the app has done what it will do without time passing. */
  quiet(): Promise<void>;
};

/** Somebody at a screen: can do what a person can do in Slack and no more; what is not possible throws in plain words. */
export function person(options: PersonOptions, user: User): Person {
  const { front, quiet, url } = options;
  const { workspace } = front;
  const me = user.id;

  function writable(where: Where): Channel {
    const channel = channelNamed(workspace, me, where);
    if (channel.archived) throw new Error(`#${channel.name} is archived`);
    if (!channel.members.has(me)) throw new Error(`${user.name} is not in #${channel.name} and must join it first`);
    return channel;
  }

  function own(message: Message): { channel: Channel; message: Message } {
    const channel = channelNamed(workspace, me, message.channel);
    const found = findMessage(channel, message.ts);
    if (found === undefined) throw new Error("That message is not there");
    return { channel, message: found };
  }

  function authored(message: Message): { channel: Channel; message: Message } {
    const found = own(message);
    if (found.message.user !== me) throw new Error(`${user.name} did not write that message`);
    return found;
  }

  async function watched(doIt: () => Promise<Failure>): Promise<Seen> {
    const before = workspace.changes.at(-1)?.id ?? 0;
    const failed = await doIt();
    await quiet();
    const since = workspace.changes.filter((change) => change.id > before && change.user === me);
    const stamps = since
      .filter((change) => change.type.startsWith("ephemeral"))
      .map((change) => (change.data as { ts: string }).ts);
    const messages = [...workspace.channels.values()].flatMap((channel) =>
      channel.ephemerals.filter((each) => stamps.includes(each.message.ts)).map((each) => each.message),
    );
    const modal = since.some((change) => change.type === "modal") ? api.modal() : undefined;
    const words = [...messages.map((message) => readMessage(workspace, message))];
    if (modal !== undefined) words.push(readView(workspace, modal));
    return { messages, modal, text: words.join("\n"), failed };
  }

  async function settled(doIt: () => unknown): Promise<void> {
    doIt();
    await quiet();
  }

  async function put(place: Place, { block, element }: Placed, filling: Filling): Promise<Failure> {
    const filler = {
      workspace,
      userId: me,
      url,
      suggest: (typed: string): Promise<readonly Option[]> =>
        suggest(front, me, place, { blockId: block.block_id, element, value: undefined }, typed),
    };
    const value = await valueFor(filler, element, filling);
    const tellsApp = block.type !== "input" || block["dispatch_action"] === true;
    if (tellsApp) return act(front, me, place, { blockId: block.block_id, element, value });
    if (place.kind === "view") fillIn(workspace, place.view.id, block.block_id, element.action_id, value);
    return undefined;
  }

  function pressed({ place, placed }: Found, value: Value | undefined): Promise<Failure> {
    return act(front, me, place, { blockId: placed.block.block_id, element: placed.element, value });
  }

  function findButton(wanted: string | { readonly action_id: string }, spot: Spot): Found & { option?: Option } {
    const places = placesOf(workspace, me, spot.in);
    if (typeof wanted !== "string") {
      return findElement(places, (element) => element.action_id === wanted.action_id, `element ${wanted.action_id}`);
    }
    const choice = (element: Element): Option | undefined =>
      element.type === "overflow" ? optionsOf(element).find((option) => option.text.text === wanted) : undefined;
    const isButton = (element: Element): boolean => element.type === "button" && captionOf(element) === wanted;
    const found = findElement(
      places,
      (element) => isButton(element) || choice(element) !== undefined,
      `button "${wanted}"`,
    );
    const option = choice(found.placed.element);
    return option === undefined ? found : { ...found, option };
  }

  function selectable(spot: Spot & { readonly from?: string }, filling: Filling): Found {
    const first = Array.isArray(filling) ? filling[0] : filling;
    const { from } = spot;
    const fits = (element: Element): boolean => {
      if (valueKey(element.type) === undefined) return false;
      if (from !== undefined) return captionOf(element) === from;
      return optionsOf(element).some((option) => option.text.text === first);
    };
    for (const place of placesOf(workspace, me, spot.in)) {
      if (place.kind !== "view" || from === undefined) continue;
      const placed = inputLabelledOrNone(place.view, from);
      if (placed !== undefined) return { place, placed };
    }
    return findElement(placesOf(workspace, me, spot.in), fits, `list "${from ?? String(first)}"`);
  }

  function openForm(title: string): View {
    const top = stackOf(workspace, me).at(-1);
    if (top === undefined) throw new Error(`${user.name} has no form open, so none called "${title}"`);
    if (top.title.text !== title) throw new Error(`The open form is called "${top.title.text}", not "${title}"`);
    return top;
  }

  async function submits(title: string, fillings: Readonly<Record<string, Filling>> = {}): Promise<Outcome> {
    for (const [label, filling] of Object.entries(fillings)) {
      const view = openForm(title);
      const placed = inputLabelled(view, label);
      await put({ kind: "view", view }, placed, filling);
      if (placed.block["dispatch_action"] === true || placed.block.type !== "input") await quiet();
    }
    const view = openForm(title);
    if (view.submit === null) throw new Error(`"${title}" has nothing to submit`);
    const errors = localErrors(workspace, view);
    if (Object.keys(errors).length > 0) return { errors };
    const done = await submit(front, me, view);
    await quiet();
    switch (done.kind) {
      case "closed":
        return { closed: true };
      case "updated": {
        const now = findView(workspace, { id: done.view.id });
        return { updated: withState(workspace, now?.view ?? done.view) };
      }
      case "errors":
        return { errors: byLabel(view, done.errors) };
      case "failed":
        return { failed: done.why ?? "dispatch_failed" };
    }
  }

  const api: Person = {
    id: me,
    name: user.name,
    types(where, line) {
      const channel = writable(where);
      const [, command = "", text = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? [];
      if (!isKnownCommand(front, command)) throw new Error(`${command || line} is not a valid command`);
      return watched(() => runCommand(front, me, channel, command, text));
    },
    async says(where, text, { thread, files } = {}) {
      const channel = writable(where);
      const marked = markup(workspace, text, { named: false, escape: true });
      const stored = files?.map((file) => storeFile(workspace, url, me, file));
      for (const file of stored ?? []) fileOf(workspace, file.id).channels.add(channel.id);
      const message = postMessage(workspace, channel, me, {
        text: marked,
        blocks: text === "" ? undefined : richText(marked),
        threadTs: thread?.thread_ts ?? thread?.ts,
        files: stored,
      });
      await quiet();
      return message;
    },
    clicks(button, spot = {}) {
      const found = findButton(button, spot);
      const value = found.option === undefined ? undefined : { type: "overflow", selected_option: found.option };
      return watched(() => pressed(found, value));
    },
    selects(filling, spot = {}) {
      const { place, placed } = selectable(spot, filling);
      return watched(() => put(place, placed, filling));
    },
    uses(shortcut, on) {
      return watched(() => useShortcut(front, me, shortcut, on === undefined ? undefined : own(on)));
    },
    async opensHome() {
      openHome(front, me);
      await quiet();
      return api.home();
    },
    submits,
    async closes(what) {
      if (api.modal() === undefined) throw new Error(`${user.name} has no form open`);
      await closeModal(front, me, what === "all");
      await quiet();
    },
    reacts: (emoji, on) =>
      settled(() => {
        const { channel, message } = own(on);
        addReaction(workspace, channel, message, me, emoji.replaceAll(":", ""));
      }),
    unreacts: (emoji, on) =>
      settled(() => {
        const { channel, message } = own(on);
        removeReaction(workspace, channel, message, me, emoji.replaceAll(":", ""));
      }),
    pins: (on) => settled(() => addPin(workspace, own(on).channel, own(on).message, me)),
    unpins: (on) => settled(() => removePin(workspace, own(on).channel, own(on).message, me)),
    edits: (on, text) =>
      settled(() => {
        const { channel, message } = authored(on);
        const marked = markup(workspace, text, { named: false, escape: true });
        editMessage(workspace, channel, message, me, { text: marked, blocks: richText(marked) });
        message.edited = { user: me, ts: workspace.stamp() };
      }),
    deletes: (on) => settled(() => deleteMessage(workspace, authored(on).channel, authored(on).message)),
    async creates(name, { isPrivate = false } = {}) {
      const channel = channels.createChannel(workspace, me, name, isPrivate);
      await quiet();
      return channel;
    },
    joins: (where) => settled(() => channels.join(workspace, channelNamed(workspace, me, where), me)),
    leaves: (where) => settled(() => channels.leave(workspace, channelNamed(workspace, me, where), me)),
    invites: (where, ...names) =>
      settled(() => {
        const ids = names.map((name) => personNamed(workspace, name).id);
        channels.invite(workspace, channelNamed(workspace, me, where), me, ids, false);
      }),
    removes: (where, name) =>
      settled(() => channels.kick(workspace, channelNamed(workspace, me, where), me, personNamed(workspace, name).id)),
    archives: (where) => settled(() => channels.archive(workspace, channelNamed(workspace, me, where), me)),
    unarchives: (where) => settled(() => channels.unarchive(workspace, channelNamed(workspace, me, where), me)),
    deletesChannel: (where) => settled(() => channels.deleteChannel(workspace, channelNamed(workspace, me, where), me)),
    renames: (where, name) => settled(() => channels.rename(workspace, channelNamed(workspace, me, where), me, name)),
    setsTopic: (where, topic) =>
      settled(() => channels.say(workspace, channelNamed(workspace, me, where), me, "topic", topic)),
    changes: (profile) => settled(() => changeUser(workspace, user, profile)),
    sees: (where) => visibleMessages(channelNamed(workspace, me, where), me),
    reads: (where) =>
      api
        .sees(where)
        .map((message) => `${authorOf(message)}: ${readMessage(workspace, message)}`)
        .join("\n"),
    modal() {
      const top = stackOf(workspace, me).at(-1);
      return top === undefined ? undefined : withState(workspace, top);
    },
    home() {
      const home = workspace.homes.get(me);
      return home === undefined ? undefined : withState(workspace, home);
    },
    directMessages() {
      const channel = findDirectMessage(workspace, me);
      return channel === undefined ? [] : visibleMessages(channel, me);
    },
  };

  function authorOf(message: Message): string {
    return workspace.users.get(message.user)?.name ?? message.user;
  }

  return api;
}

function inputLabelledOrNone(view: View, label: string): Placed | undefined {
  try {
    return inputLabelled(view, label);
  } catch {
    return undefined;
  }
}

function byLabel(view: View, errors: Readonly<Record<string, string>>): Record<string, string> {
  const labels = Object.entries(errors).map(([blockId, message]): [string, string] => {
    const block = view.blocks.find((each) => each.block_id === blockId);
    const label = (block?.["label"] as { text?: string } | undefined)?.text ?? blockId;
    return [label, message];
  });
  return Object.fromEntries(labels);
}
