import { closeModal, submit } from "../act/form.ts";
import { wordsOf } from "../elements.ts";
import type { View } from "../model.ts";
import { findView, stackOf, withState } from "../views.ts";
import { type Filling, inputLabelled, localErrors } from "./fill.ts";
import { put, tellsApp } from "./put.ts";
import type { Seat } from "./seat.ts";

export type Outcome =
  | { readonly closed: true }
  /** By label: what Slack itself or the app finds wrong. */
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly updated: View }
  | { readonly failed: string };

export type Forms = {
  /** Fills the open form of that title by its labels and sends it off. */
  submits(title: string, fillings?: Readonly<Record<string, Filling>>): Promise<Outcome>;
  /** Cancels the form on top; with "all" the whole stack, by its cross. */
  closes(what?: "all"): Promise<void>;
};

export function forms(seat: Seat): Forms {
  const { front, user, quiet } = seat;
  const { workspace } = front;
  const me = user.id;

  function openForm(title: string): View {
    const top = stackOf(workspace, me).at(-1);
    if (top === undefined) throw new Error(`${user.name} has no form open, so none called "${title}"`);
    if (top.title.text !== title) throw new Error(`The open form is called "${top.title.text}", not "${title}"`);
    return top;
  }

  async function send(view: View): Promise<Outcome> {
    const done = await submit(front, me, view);
    await quiet();
    switch (done.kind) {
      case "closed":
        return { closed: true };
      case "updated":
        return { updated: withState(workspace, findView(workspace, { id: done.view.id })?.view ?? done.view) };
      case "errors":
        return { errors: byLabel(view, done.errors) };
      case "failed":
        return { failed: done.why ?? "dispatch_failed" };
    }
  }

  return {
    async submits(title, fillings = {}) {
      for (const [label, filling] of Object.entries(fillings)) {
        // The app may change the form while it is filled in, so it is looked at anew for each input.
        const view = openForm(title);
        const placed = inputLabelled(view, label);
        await put(seat, { kind: "view", view }, placed, filling);
        if (tellsApp(placed)) await quiet();
      }
      const view = openForm(title);
      if (view.submit === null) throw new Error(`"${title}" has nothing to submit`);
      const errors = localErrors(workspace, view);
      return Object.keys(errors).length > 0 ? { errors } : send(view);
    },
    async closes(what) {
      if (stackOf(workspace, me).length === 0) throw new Error(`${user.name} has no form open`);
      await closeModal(front, me, what === "all");
      await quiet();
    },
  };
}

function byLabel(view: View, errors: Readonly<Record<string, string>>): Record<string, string> {
  const labels = new Map(view.blocks.map((block) => [block.block_id, wordsOf(block["label"])]));
  return Object.fromEntries(Object.entries(errors).map(([id, message]) => [labels.get(id) ?? id, message]));
}
