import { closeModal, submit } from "../slack/act/form.ts";
import type { Failure, Front } from "../slack/act/front.ts";
import { act, suggest } from "../slack/act/press.ts";
import { openHome } from "../slack/act/shortcut.ts";
import { placedElements } from "../slack/elements.ts";
import type { Message, User, Values } from "../slack/model.ts";
import { problemsWithForm } from "../slack/person/fill.ts";
import { tellsApp } from "../slack/person/put.ts";
import { channelOf, postedMessage, type Seat } from "../slack/person/seat.ts";
import { talking } from "../slack/person/talking.ts";
import { tending } from "../slack/person/tending.ts";
import { fillIn } from "../slack/views.ts";
import type { Deed, DeedAnswer } from "./protocol.ts";
import type { ReadMarks } from "./read-marks.ts";
import { elementAt, formOnTop, placeAt } from "./spot.ts";
import { ownFile, valueHeld } from "./values.ts";

type Of<D extends Deed["do"]> = Extract<Deed, { readonly do: D }>;

/** Does what somebody at the page asks for, by the rules that bind every person; throws in plain words what they cannot do. */
export async function doDeed(front: Front, url: string, marks: ReadMarks, user: User, deed: Deed): Promise<DeedAnswer> {
  // Whoever sits at the page sees by himself when the app has answered.
  const seat: Seat = { user, front, url, quiet: async () => {} };
  switch (deed.do) {
    case "says":
      return says(seat, deed);
    case "types": {
      const { failed } = await talking(seat).types({ id: deed.channel }, deed.text);
      return answerOf(failed, deed.text.split(/\s/)[0]);
    }
    case "edits":
      await talking(seat).edits(messageAt(seat, deed), deed.text);
      return {};
    case "deletes":
      await talking(seat).deletes(messageAt(seat, deed));
      return {};
    case "reacts": {
      const { reacts, unreacts } = talking(seat);
      await (deed.on ? reacts : unreacts)(deed.emoji, messageAt(seat, deed));
      return {};
    }
    case "pins": {
      const { pins, unpins } = talking(seat);
      await (deed.on ? pins : unpins)(messageAt(seat, deed));
      return {};
    }
    case "shortcut":
      return usesShortcut(seat, deed);
    case "uses":
      return uses(seat, deed);
    case "fills":
      return fills(seat, deed);
    case "suggests":
      return suggests(seat, deed);
    case "submits":
      return submits(seat, deed);
    case "closes":
      formOnTop(front, user.id, deed.view);
      await closeModal(front, user.id, deed.all);
      return {};
    case "opens-home":
      openHome(front, user.id);
      return {};
    case "reads":
      marks.set(user.id, channelOf(seat, { id: deed.channel }).id, deed.ts);
      return {};
    case "joins":
      await tending(seat).joins({ id: deed.channel });
      return {};
    case "leaves":
      await tending(seat).leaves({ id: deed.channel });
      return {};
  }
}

async function says(seat: Seat, { channel, text, thread, files = [] }: Of<"says">): Promise<DeedAnswer> {
  if (text.trim() === "" && files.length === 0) throw new Error("Nothing was written");
  const { ts } = await talking(seat).says({ id: channel }, text, {
    ...(thread === undefined ? {} : { thread: messageAt(seat, { channel, ts: thread }) }),
    ...(files.length === 0 ? {} : { files: files.map((id) => ownFile(seat.front.workspace, seat.user.id, id)) }),
  });
  return { ts };
}

async function usesShortcut(seat: Seat, { name, channel, ts }: Of<"shortcut">): Promise<DeedAnswer> {
  const on = channel === undefined || ts === undefined ? undefined : messageAt(seat, { channel, ts });
  return answerOf((await talking(seat).uses(name, on)).failed);
}

async function uses({ front, user }: Seat, { spot, block, action, value }: Of<"uses">): Promise<DeedAnswer> {
  const place = placeAt(front, user.id, spot);
  const { element } = elementAt(place, block, action);
  const held = value === undefined ? undefined : valueHeld(front.workspace, user.id, element, value);
  return answerOf(await act(front, user.id, place, { blockId: block, element, value: held }));
}

async function fills({ front, user }: Seat, { spot, block, action, value }: Of<"fills">): Promise<DeedAnswer> {
  const place = placeAt(front, user.id, spot);
  const placed = elementAt(place, block, action);
  const { element } = placed;
  const held = valueHeld(front.workspace, user.id, element, value);
  if (tellsApp(placed)) return answerOf(await act(front, user.id, place, { blockId: block, element, value: held }));
  if (place.kind === "view") fillIn(front.workspace, place.view.id, block, action, held);
  return {};
}

async function suggests({ front, user }: Seat, { spot, block, action, typed }: Of<"suggests">): Promise<DeedAnswer> {
  const place = placeAt(front, user.id, spot);
  const { element } = elementAt(place, block, action);
  const offered = await suggest(front, user.id, place, { blockId: block, element, value: undefined }, typed);
  return {
    options: offered.map(({ text, value }) => ({ text: { type: "plain_text", text: text.text }, value })),
  };
}

async function submits({ front, user }: Seat, { view: id, values }: Of<"submits">): Promise<DeedAnswer> {
  const { workspace } = front;
  const view = formOnTop(front, user.id, id);
  if (view.submit === null) throw new Error(`"${view.title.text}" has nothing to send off`);
  fillAll({ front, user }, id, values);
  const problems = problemsWithForm(workspace, view);
  if (problems.length > 0) {
    return { errors: Object.fromEntries(problems.map(({ placed, says: words }) => [placed.block.block_id, words])) };
  }
  const done = await submit(front, user.id, view);
  switch (done.kind) {
    case "closed":
    case "updated":
      return {};
    case "errors":
      return { errors: done.errors };
    case "failed":
      return answerOf(done.why);
  }
}

/** Inputs that the app has taken away meanwhile are left out, as they are no longer on the screen either. */
function fillAll({ front, user }: Pick<Seat, "front" | "user">, viewId: string, values: Values): void {
  const { workspace } = front;
  for (const { block, element } of placedElements(formOnTop(front, user.id, viewId).blocks)) {
    const given = values[block.block_id]?.[element.action_id];
    if (given === undefined) continue;
    fillIn(workspace, viewId, block.block_id, element.action_id, valueHeld(workspace, user.id, element, given));
  }
}

function messageAt(seat: Seat, at: { readonly channel: string; readonly ts: string }): Message {
  return postedMessage(seat, at).message;
}

/** What Slack shows when nothing came of it. */
function answerOf(failure: Failure | "invalid answer", command?: string): DeedAnswer {
  if (failure === undefined) return {};
  if (command !== undefined) return { failure: `${command} failed with the error "${failure}"` };
  switch (failure) {
    case "operation_timeout":
      return { failure: "The app did not answer in time." };
    case "dispatch_failed":
      return { failure: "The app could not be reached." };
    case "invalid_command_response":
    case "invalid answer":
      return { failure: "The app answered in a way that Slack does not understand." };
  }
}
