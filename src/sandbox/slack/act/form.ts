import { placedElements } from "../elements.ts";
import { SlackError } from "../error.ts";
import type { View } from "../model.ts";
import { clearModals, popModal, pushModal, stackOf, touchHash, updateView, withState } from "../views.ts";
import { type Failure, type Front, failureOf, logRefusal, whoAndWhere } from "./front.ts";

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
      response_urls: [],
    },
  });
}
