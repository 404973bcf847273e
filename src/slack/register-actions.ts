import type { App, BlockAction } from "@slack/bolt";
import { ACTIONS } from "./actions.ts";
import { wasTaken } from "./answer-later.ts";
import type { Bot } from "./bot.ts";
import { readTag, type Tag } from "./button.ts";
import { declareFormFor, servicesFor } from "./declare-form.ts";
import { firstAnswers } from "./first-answers.ts";
import { serviceOption, servicesLike } from "./forms/declare.ts";
import { type FormState, valuesOf } from "./forms/values.ts";
import { ourFault } from "./our-fault.ts";
import { type Pressed, type PressedView, reachingBack } from "./pressed.ts";
import { dropSpentButtons } from "./spent-buttons.ts";

type ReachingBack = Pick<Pressed, "tell" | "share" | "show">;

const OPTIONS_MAX = 100;
/** The inputs of the declare form that its preview follows. */
const DECLARE_CHOICES: ReadonlySet<string> = new Set(["services", "severity", "options"]);

/**
 * One listener for all buttons. A press is acknowledged when what it asks for is stored, before the person is told: Slack
 * does not repeat it, so that whoever sees no warning can rely on it.
 */
export function registerActions(app: App, bot: Bot): void {
  const pressing = firstAnswers<void>();
  app.action<BlockAction>(/.*/, async ({ body, action, ack, respond }) => {
    const { id, tag } = readAction(action);
    const view = viewOf(body);
    if (view !== undefined && view.callback === "declare" && DECLARE_CHOICES.has(id)) {
      await ack();
      await redrawDeclare(view, body.user.id, bot);
      return;
    }
    const run = ACTIONS[id];
    if (run === undefined) return ack();
    let acknowledged: Promise<void> | undefined;
    const acknowledge = () => (acknowledged ??= ack());
    const channel = body.channel?.id ?? "";
    const back = reachingBack({
      bot,
      user: body.user.id,
      triggerId: body.trigger_id,
      view,
      respond: async (said) => {
        const thread = threadOf(body);
        if (body.response_url === undefined) return false;
        return wasTaken(respond(thread === undefined ? said : { ...said, thread_ts: thread }), bot.log);
      },
    });
    const asked = {
      user: body.user.id,
      channel,
      text: "",
      thread: undefined,
      via: "command" as const,
      delivery: body.trigger_id,
      responseUrl: body.response_url,
    };
    await pressing(body.trigger_id, async () => {
      try {
        await run({ asked, tag, view, ...acknowledgedFirst(back, acknowledge) }, bot);
        await acknowledge();
        await dropSpentButtons(id, tag, body, bot);
      } catch (error) {
        await acknowledge();
        await back.tell(ourFault("A button failed", error, bot));
      }
    }).answer;
    await acknowledge();
  });

  app.options("services", async ({ payload, body, ack }) => {
    const found = servicesLike(payload.value, await servicesFor(body.user.id, bot));
    await ack({ options: found.slice(0, OPTIONS_MAX).map(serviceOption) });
  });
}

function acknowledgedFirst(back: ReachingBack, acknowledge: () => Promise<void>): ReachingBack {
  return {
    tell: (message) => acknowledge().then(() => back.tell(message)),
    share: (message, instead) => acknowledge().then(() => back.share(message, instead)),
    show: (view) => acknowledge().then(() => back.show(view)),
  };
}

/** The thread in which the button's message stands. A message that merely has replies, like the card, stands in none. */
function threadOf({ container }: BlockAction): string | undefined {
  const { thread_ts: thread, message_ts: message } = container as { thread_ts?: string; message_ts?: string };
  return thread === message ? undefined : thread;
}

/** An overflow's choice stands for the button whose name it carries. */
function readAction(action: unknown): { readonly id: string; readonly tag: Tag } {
  const {
    action_id: id = "",
    value,
    selected_option: chosen,
  } = action as {
    action_id?: string;
    value?: string;
    selected_option?: { value?: string };
  };
  const tag = readTag(value ?? chosen?.value) ?? { i: "" };
  if (id === "card-more") return { id: tag.x ?? "", tag: { i: tag.i } };
  return { id: actionNamed(id), tag };
}

/** Buttons of one kind in one message bear a suffix, since ids must be unique there: `answer-question-2`. */
function actionNamed(id: string): string {
  if (ACTIONS[id] !== undefined) return id;
  return Object.keys(ACTIONS).find((name) => id.startsWith(`${name}-`)) ?? id;
}

function viewOf(body: BlockAction): (PressedView & { readonly callback: string }) | undefined {
  const { view } = body;
  if (view === undefined) return undefined;
  return {
    id: view.id,
    // The types know of buttons in modals alone.
    kind: view.type as PressedView["kind"],
    hash: view.hash,
    state: view.state,
    metadata: view.private_metadata,
    callback: view.callback_id,
  };
}

/** The line that says whom it pages follows the choices. A late redraw loses to a newer one by its hash. */
async function redrawDeclare(view: PressedView, user: string, bot: Bot): Promise<void> {
  const values = valuesOf(view.state as FormState);
  const from = readTag(view.metadata)?.x;
  const form = await declareFormFor(
    {
      title: values.text("title"),
      user,
      severity: values.choice("severity"),
      services: values.choices("services"),
      private: values.choices("options").includes("private"),
      drill: values.choices("options").includes("drill"),
      triage: values.choices("options").includes("triage"),
      ...(from === undefined ? {} : { from }),
    },
    bot,
  );
  const updated = await bot.callNow("views.update", { view_id: view.id, hash: view.hash, view: form });
  if (!updated.ok && !(updated.kind === "refused" && updated.error === "hash_conflict"))
    bot.log.warn("The declare form could not be redrawn", { why: updated });
}
