import type { Value } from "../../slack/model.ts";
import { type Draft, openDraft } from "../blocks/draft.ts";

/** What was typed into each of the open forms, by the form's id. */
export type Drafts = {
  of(view: string): Draft;
  /** Forgets the forms that are no longer open. */
  keepOnly(views: readonly string[]): void;
};

export function openDrafts(keep: (view: string, block: string, action: string, value: Value) => void): Drafts {
  const drafts = new Map<string, Draft>();
  return {
    of(view) {
      const known = drafts.get(view);
      if (known !== undefined) return known;
      const draft = openDraft((block, action, value) => keep(view, block, action, value));
      drafts.set(view, draft);
      return draft;
    },
    keepOnly(views) {
      for (const view of [...drafts.keys()]) if (!views.includes(view)) drafts.delete(view);
    },
  };
}
