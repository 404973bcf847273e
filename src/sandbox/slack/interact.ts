import type { LoggedCall } from "./api/answer.ts";
import type { Deliverer, Reply } from "./deliver.ts";
import { type Element, type Option, placedElements } from "./elements.ts";
import { SlackError } from "./error.ts";
import type { Judge } from "./judge.ts";
import { wireMessage } from "./messages.ts";
import type { Channel, Message, Value, View } from "./model.ts";
import { type Response, type ResponseUrls, respond } from "./response-url.ts";
import type { Triggers } from "./triggers.ts";
import { markup } from "./typed-text.ts";
import { userOf } from "./users.ts";
import { stateOf, valueKey } from "./view-state.ts";
import { clearModals, fillIn, popModal, pushModal, stackOf, touchHash, updateView, withState } from "./views.ts";
import { directMessage, type Workspace } from "./workspace.ts";

/** All that is needed to carry what people do to the app and its answers back. */
export type Front = {
  readonly workspace: Workspace;
  readonly judge: Judge;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly deliverer: Deliverer;
  readonly log: LoggedCall[];
};

/** Why a person saw that nothing came of it; undefined when the app acknowledged. */
export type Failure = "operation_timeout" | "dispatch_failed" | "invalid_command_response" | undefined;

function failureOf(reply: Reply): Failure {
  if (reply.acked) return undefined;
  return reply.reason === "http_timeout" ? "operation_timeout" : "dispatch_failed";
}

function whoAndWhere({ workspace }: Front, userId: string): Record<string, unknown> {
  const user = userOf(workspace, userId);
  const { app, team } = workspace;
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: app.id,
    token: app.verificationToken,
    is_enterprise_install: false,
    enterprise: null,
  };
}

function channelName(channel: Channel): string {
  if (channel.kind === "im") return "directmessage";
  return channel.kind === "private" ? "privategroup" : channel.name;
}

/** What the app answered and Slack could not use: a mistake of the app, kept where its refused calls are. */
function logRefusal(front: Front, method: string, body: unknown, error: string, more: unknown = {}): void {
  front.log.push({
    method,
    args: { body },
    answer: { ok: false, error, ...(more as Record<string, unknown>) },
    at: front.workspace.clock.now(),
    planned: false,
  });
}

export function isKnownCommand({ workspace }: Front, command: string): boolean {
  return workspace.app.manifest.features?.slash_commands?.some((each) => each.command === command) === true;
}

/** Types a slash command; the answer in the acknowledgement is shown as Slack shows it. */
export async function runCommand(
  front: Front,
  userId: string,
  channel: Channel,
  command: string,
  typed: string,
): Promise<Failure> {
  const { workspace } = front;
  const { app, team, switches } = workspace;
  const declared = app.manifest.features?.slash_commands?.find((each) => each.command === command);
  const escape = switches.commandsEscapeText;
  const text = declared?.should_escape === true ? markup(workspace, typed, { named: true, escape }) : typed;
  const origin = { channel, userId, original: undefined };
  const reply = await front.deliverer.ask({
    type: "slash_commands",
    payload: {
      token: app.verificationToken,
      team_id: team.id,
      team_domain: team.domain,
      channel_id: channel.id,
      channel_name: channelName(channel),
      user_id: userId,
      user_name: userOf(workspace, userId).name,
      command,
      text: text.trim(),
      api_app_id: app.id,
      is_enterprise_install: "false",
      response_url: front.responseUrls.issue("commands", origin),
      trigger_id: front.triggers.issue(userId),
    },
  });
  if (!reply.acked) return failureOf(reply);
  const body = reply.body as Response | undefined;
  if (body === undefined || body === null || Object.keys(body).length === 0) return undefined;
  const problem = respond(workspace, front.judge, origin, body);
  if (problem === undefined) return undefined;
  logRefusal(front, `acknowledgement of ${command}`, body, problem.split(" ")[0] ?? problem, { detail: problem });
  return "invalid_command_response";
}

export type Place =
  | { readonly kind: "message"; readonly channel: Channel; readonly message: Message }
  | { readonly kind: "view"; readonly view: View };

function filledKey(place: Place, userId: string): string {
  return place.kind === "view" ? place.view.id : `${place.message.ts}:${userId}`;
}

function placePayload(front: Front, userId: string, place: Place): Record<string, unknown> {
  const { workspace } = front;
  switch (place.kind) {
    case "view":
      return {
        container: { type: "view", view_id: place.view.id },
        view: withState(workspace, place.view),
      };
    case "message": {
      const { channel, message } = place;
      const isEphemeral = message.is_ephemeral === true;
      const origin = { channel, userId, original: message };
      const filled = workspace.filled.get(filledKey(place, userId)) ?? {};
      return {
        container: {
          type: "message",
          message_ts: message.ts,
          channel_id: channel.id,
          is_ephemeral: isEphemeral,
          ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
        },
        channel: { id: channel.id, name: channelName(channel) },
        ...(isEphemeral ? {} : { message: wireMessage(message) }),
        state: { values: stateOf(message.blocks ?? [], filled, workspace.switches) },
        response_url: front.responseUrls.issue("actions", origin),
      };
    }
  }
}

export type Used = { readonly blockId: string; readonly element: Element; readonly value: Value | undefined };

/** Uses one element: presses a button, chooses from a list. */
export async function act(front: Front, userId: string, place: Place, used: Used): Promise<Failure> {
  const { workspace } = front;
  const { blockId, element, value } = used;
  if (value !== undefined && valueKey(element.type) !== undefined) {
    fillIn(workspace, filledKey(place, userId), blockId, element.action_id, value);
  }
  const { action_id, type } = element;
  const shown = type === "button" ? { text: element["text"], value: element["value"], style: element["style"] } : value;
  const action = { action_id, block_id: blockId, ...shown, type, action_ts: workspace.stamp() };
  const reply = await front.deliverer.ask({
    type: "interactive",
    payload: {
      type: "block_actions",
      ...whoAndWhere(front, userId),
      ...placePayload(front, userId, place),
      trigger_id: front.triggers.issue(userId),
      actions: [JSON.parse(JSON.stringify(action))],
    },
  });
  return failureOf(reply);
}

/** Asks the app for the options of an external select while a person types into it. */
export async function suggest(
  front: Front,
  userId: string,
  place: Place,
  used: Used,
  typed: string,
): Promise<Option[]> {
  const { container, view, message, channel } = placePayload(front, userId, place);
  const reply = await front.deliverer.ask({
    type: "interactive",
    payload: {
      type: "block_suggestion",
      ...whoAndWhere(front, userId),
      container,
      ...(view === undefined ? { message, channel } : { view }),
      action_id: used.element.action_id,
      block_id: used.blockId,
      value: typed,
    },
  });
  const body = (reply.acked ? reply.body : {}) as { options?: Option[]; option_groups?: { options: Option[] }[] };
  const options = body.options ?? body.option_groups?.flatMap((group) => group.options);
  if (options === undefined || options.length > 100) {
    logRefusal(front, "answer to block_suggestion", body, "invalid_arguments");
    return [];
  }
  return options;
}

export type Submitted =
  | { readonly kind: "closed" }
  | { readonly kind: "updated"; readonly view: View }
  | { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: "failed"; readonly why: Failure | "invalid answer" };

type SubmissionAnswer = {
  readonly response_action?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly view?: Readonly<Record<string, unknown>>;
};

/** Sends the topmost form off and does with it what the app answers. */
export async function submit(front: Front, userId: string, view: View): Promise<Submitted> {
  const { workspace } = front;
  const reply = await front.deliverer.ask({
    type: "interactive",
    payload: {
      type: "view_submission",
      ...whoAndWhere(front, userId),
      trigger_id: front.triggers.issue(userId),
      view: withState(workspace, view),
      response_urls: responseUrlsOf(front, userId, view),
    },
  });
  if (!reply.acked) return { kind: "failed", why: failureOf(reply) };
  const body = (reply.body ?? {}) as SubmissionAnswer;
  try {
    return applyAnswer(front, userId, view, body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    logRefusal(front, "answer to view_submission", body, error.error, error.more);
    return { kind: "failed", why: "invalid answer" };
  }
}

function applyAnswer(front: Front, userId: string, view: View, body: SubmissionAnswer): Submitted {
  const { workspace, judge } = front;
  switch (body.response_action) {
    case undefined:
      if (Object.keys(body).length > 0) throw new SlackError("invalid_arguments");
      if (stackOf(workspace, userId).at(-1)?.id === view.id) popModal(workspace, userId);
      return { kind: "closed" };
    case "clear":
      clearModals(workspace, userId);
      return { kind: "closed" };
    case "update":
      return { kind: "updated", view: updateView(workspace, judge, { id: view.id }, body.view ?? {}) };
    case "push":
      return { kind: "updated", view: pushModal(workspace, judge, userId, body.view ?? {}) };
    case "errors": {
      const errors = body.errors ?? {};
      const inputs = new Set(view.blocks.filter((block) => block.type === "input").map((block) => block.block_id));
      const named = Object.keys(errors);
      if (named.length === 0 || named.some((blockId) => !inputs.has(blockId)))
        throw new SlackError("invalid_arguments");
      if (workspace.switches.errorsChangeHash) touchHash(workspace, userId, view.id);
      return { kind: "errors", errors };
    }
    default:
      throw new SlackError("invalid_arguments");
  }
}

/** A form gets response URLs only for a conversation that was chosen in an element that asks for one. */
function responseUrlsOf(front: Front, userId: string, view: View): Record<string, unknown>[] {
  const values = withState(front.workspace, view).state.values;
  return placedElements(view.blocks).flatMap(({ block, element }) => {
    if (element["response_url_enabled"] !== true) return [];
    const value = values[block.block_id]?.[element.action_id];
    const id = String(value?.["selected_conversation"] ?? value?.["selected_channel"] ?? "");
    const channel = front.workspace.channels.get(id);
    if (channel === undefined) return [];
    const response_url = front.responseUrls.issue("actions", { channel, userId, original: undefined });
    return [{ block_id: block.block_id, action_id: element.action_id, channel_id: id, response_url }];
  });
}

/** Closes the topmost form, or with `all` the whole stack by its cross. */
export async function closeModal(front: Front, userId: string, all: boolean): Promise<void> {
  const { workspace } = front;
  const stack = stackOf(workspace, userId);
  const top = stack.at(-1);
  if (top === undefined) return;
  const cleared = all || top.clear_on_close;
  const reported = cleared ? (stack[0] ?? top) : top;
  if (cleared) clearModals(workspace, userId);
  else popModal(workspace, userId);
  if (!reported.notify_on_close) return;
  await front.deliverer.ask({
    type: "interactive",
    payload: {
      type: "view_closed",
      ...whoAndWhere(front, userId),
      view: { ...reported, state: { values: {} } },
      is_cleared: cleared,
    },
  });
}

/** Chooses a shortcut by its name, on a message or from anywhere. */
export async function useShortcut(
  front: Front,
  userId: string,
  name: string,
  on?: { channel: Channel; message: Message },
): Promise<Failure> {
  const { workspace } = front;
  const type = on === undefined ? "global" : "message";
  const known = workspace.app.manifest.features?.shortcuts ?? [];
  const shortcut = known.find((each) => each.type === type && each.name === name);
  if (shortcut === undefined) {
    throw new Error(`There is no ${type} shortcut "${name}"; there are: ${known.map((each) => each.name).join(", ")}`);
  }
  const aboutMessage =
    on === undefined
      ? {}
      : {
          message_ts: on.message.ts,
          channel: { id: on.channel.id, name: channelName(on.channel) },
          message: wireMessage(on.message),
          response_url: front.responseUrls.issue("actions", { channel: on.channel, userId, original: on.message }),
        };
  const reply = await front.deliverer.ask({
    type: "interactive",
    payload: {
      type: on === undefined ? "shortcut" : "message_action",
      ...whoAndWhere(front, userId),
      callback_id: shortcut.callback_id,
      trigger_id: front.triggers.issue(userId),
      action_ts: workspace.stamp(),
      ...aboutMessage,
    },
  });
  return failureOf(reply);
}

export function openHome(front: Front, userId: string, tab: "home" | "messages" = "home"): void {
  const { workspace } = front;
  const channel = directMessage(workspace, userId).id;
  const view = workspace.homes.get(userId);
  const shown = view === undefined ? {} : { view: withState(workspace, view) };
  workspace.emit({ type: "app_home_opened", user: userId, channel, tab, ...shown, event_ts: workspace.stamp() });
}
