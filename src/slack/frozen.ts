import type {
  AllMiddlewareArgs,
  AnyMiddlewareArgs,
  Middleware,
  SlackActionMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
} from "@slack/bolt";
import type { ModalView } from "@slack/types";

const SENTENCE =
  "Pitwall was restored from a backup and is frozen: this was not recorded, and nothing is sent. Its operator lets it work again with: pitwall restore --confirm";

const LINE = { response_type: "ephemeral", replace_original: false, text: SENTENCE } as const;

const NOTICE: ModalView = {
  type: "modal",
  title: { type: "plain_text", text: "Pitwall is frozen" },
  blocks: [{ type: "section", text: { type: "plain_text", text: SENTENCE } }],
};

/**
 * While the bot is frozen every command, button, form and shortcut is answered with one line, and nothing else happens.
 * Events pass: they are stored, and worked off once it works again.
 */
export function answeringFrozen(isFrozen: () => boolean): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    if (!isFrozen() || "event" in args) return args.next();
    if ("command" in args) return args.ack(LINE);
    if ("options" in args) return args.ack({ options: [] });
    if ("view" in args)
      return args.body.type === "view_submission" ? args.ack({ response_action: "update", view: NOTICE }) : args.ack();
    await args.ack();
    await answer(args);
  };
}

type Pressed = (SlackActionMiddlewareArgs | SlackShortcutMiddlewareArgs) & AllMiddlewareArgs;

/** Below the message that it came from, in the form that it stands in, or else in a form of its own. */
async function answer({ body, respond, client }: Pressed): Promise<void> {
  const { view } = body as { readonly view?: { readonly type: string; readonly id: string } };
  if ("response_url" in body) await respond(LINE);
  else if (view?.type === "modal") await client.views.update({ view_id: view.id, view: NOTICE });
  else if ("trigger_id" in body) await client.views.open({ trigger_id: body.trigger_id, view: NOTICE });
}
