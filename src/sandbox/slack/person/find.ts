import type { Place } from "../act/press.ts";
import { type Element, optionsOf, type Placed, placedElements, wordsOf } from "../elements.ts";
import type { Channel, Message, User } from "../model.ts";
import { stackOf } from "../views.ts";
import { directMessage, type Workspace } from "../workspace.ts";

/** What an element is called on the screen. */
export function captionOf(element: Element): string {
  return wordsOf(element["text"]) || wordsOf(element["placeholder"]) || String(element["accessibility_label"] ?? "");
}

function nameOfPlace(place: Place): string {
  if (place.kind === "view") return place.view.type === "home" ? "the Home tab" : `"${place.view.title.text}"`;
  return place.channel.kind === "im" ? "the conversation with the app" : `#${place.channel.name}`;
}

/** A person by name, with or without @, or by id. */
export function personNamed(workspace: Workspace, name: string): User {
  const bare = name.replace(/^@/, "");
  const user = [...workspace.users.values()].find((each) => each.name === bare || each.id === bare);
  if (user !== undefined) return user;
  const known = [...workspace.users.values()].map((each) => each.name);
  throw new Error(`Nobody here is called "${bare}"; there are ${known.join(", ")}`);
}

export type Where = string | { readonly id: string };

/** "#incidents", "@pitwall" (the conversation with the app), or an id; throws when this person cannot see it. */
export function channelNamed(workspace: Workspace, userId: string, where: Where): Channel {
  const name = typeof where === "string" ? where : where.id;
  if (name.startsWith("@")) {
    if (personNamed(workspace, name).id === workspace.app.botUserId) return directMessage(workspace, userId);
    throw new Error("Only conversations with the app are modelled");
  }
  const visible = [...workspace.channels.values()].filter(
    (channel) => channel.kind === "public" || channel.members.has(userId),
  );
  const bare = name.replace(/^#/, "");
  const found =
    visible.find((channel) => channel.id === name || (channel.name === bare && !channel.archived)) ??
    visible.find((channel) => channel.name === bare && channel.kind !== "im");
  if (found !== undefined) return found;
  const names = visible.filter((channel) => channel.kind !== "im").map((channel) => `#${channel.name}`);
  throw new Error(`${workspace.users.get(userId)?.name} sees no channel "${name}"; sees ${names.join(", ")}`);
}

export function visibleMessages(channel: Channel, userId: string): Message[] {
  const own = channel.ephemerals.filter((each) => each.user === userId).map((each) => each.message);
  return [...channel.messages, ...own].sort((a, b) => Number(a.ts) - Number(b.ts));
}

/** Where the person can press something: the form on top, then messages newest first, then the Home tab. */
export function placesOf(workspace: Workspace, userId: string, only: Where | Message | undefined): Place[] {
  const top = stackOf(workspace, userId).at(-1);
  const home = workspace.homes.get(userId);
  const modal: Place[] = top === undefined ? [] : [{ kind: "view", view: top }];
  const homes: Place[] = home === undefined ? [] : [{ kind: "view", view: home }];
  if (only === "modal") return modal;
  if (only === "home") return homes;
  if (only !== undefined) return messagePlaces(workspace, userId, only);
  const joined = [...workspace.channels.values()].filter((channel) => channel.members.has(userId));
  const messages = joined
    .flatMap((channel) => visibleMessages(channel, userId).map((message) => ({ channel, message })))
    .sort((a, b) => Number(b.message.ts) - Number(a.message.ts));
  return [...modal, ...messages.map((each): Place => ({ kind: "message", ...each })), ...homes];
}

function messagePlaces(workspace: Workspace, userId: string, only: Where | Message): Place[] {
  if (typeof only === "object" && "ts" in only) {
    const channel = channelNamed(workspace, userId, only.channel);
    const message = visibleMessages(channel, userId).find((each) => each.ts === only.ts);
    return message === undefined ? [] : [{ kind: "message", channel, message }];
  }
  const channel = channelNamed(workspace, userId, only);
  return visibleMessages(channel, userId)
    .reverse()
    .map((message): Place => ({ kind: "message", channel, message }));
}

function elementsAt(place: Place): Placed[] {
  return placedElements((place.kind === "view" ? place.view.blocks : place.message.blocks) ?? []);
}

export type Found = { readonly place: Place; readonly placed: Placed };

/** The first element in these places that fits; else throws a list of what can be pressed there. */
export function findElement(places: readonly Place[], fits: (element: Element) => boolean, wanted: string): Found {
  for (const place of places) {
    const placed = elementsAt(place).find(({ element }) => fits(element));
    if (placed !== undefined) return { place, placed };
  }
  const seen = places.flatMap((place) => elementsAt(place).map(({ element }) => describe(place, element)));
  throw new Error(`There is no ${wanted} to be seen. There are: ${[...new Set(seen)].join(", ") || "none at all"}`);
}

function describe(place: Place, element: Element): string {
  const options =
    element.type === "overflow"
      ? ` (${optionsOf(element)
          .map((each) => each.text.text)
          .join(", ")})`
      : "";
  return `"${captionOf(element) || element.type}"${options} in ${nameOfPlace(place)}`;
}
