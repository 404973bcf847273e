import { createHash } from "node:crypto";
import type { App } from "@slack/bolt";
import { canonicalJson, type Json } from "../shared/json.ts";
import type { Bot } from "./bot.ts";
import { readTag } from "./button.ts";
import { firstAnswers } from "./first-answers.ts";
import { screen } from "./forms/inputs.ts";
import { type FormState, valuesOf } from "./forms/values.ts";
import { ourFault } from "./our-fault.ts";
import { type Shown, SUBMITS } from "./submits.ts";

/** Forms: decided and stored first, then acknowledged with what is now true. */
export function registerForms(app: App, bot: Bot): void {
  const answering = firstAnswers<Shown>((shown) => !("errors" in shown));
  app.view(/.*/, async ({ view, body, ack }) => {
    const submit = SUBMITS[view.callback_id];
    if (submit === undefined) {
      await ack();
      return;
    }
    const digest = createHash("sha256")
      .update(canonicalJson(view.state.values as unknown as Json))
      .digest("hex");
    const submitted = {
      user: body.user.id,
      tag: readTag(view.private_metadata) ?? { i: "" },
      values: valuesOf(view.state as FormState),
      delivery: `${view.id}:${view.hash}:${digest}`,
      viewId: view.id,
      beneath: view.previous_view_id ?? undefined,
    };
    try {
      const shown = await answering(submitted.delivery, () => submit(submitted, bot)).answer;
      if ("errors" in shown) await ack({ response_action: "errors", errors: { ...shown.errors } });
      else if ("update" in shown) await ack({ response_action: "update", view: shown.update });
      else if (shown.beneath === undefined) await ack({ response_action: "clear" });
      else {
        await ack();
        await bot.callNow("views.update", { view_id: submitted.beneath, view: shown.beneath });
      }
    } catch (error) {
      const sorry = ourFault("A form failed", error, bot);
      await ack({ response_action: "update", view: screen("Pitwall", sorry.blocks) });
    }
  });
}
