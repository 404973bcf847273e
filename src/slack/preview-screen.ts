import type { ModalView } from "@slack/types";
import type { Loaded } from "../flow/cache.ts";
import { screen } from "./forms/inputs.ts";
import { markdownBlocks } from "./markdown.ts";
import { context } from "./text.ts";

/** The postmortem as it reads now. */
export function previewScreen(loaded: Loaded, markdown: string): ModalView {
  const shown = markdownBlocks(markdown.replace(/^---\n[\s\S]*?\n---\n/, ""), 60);
  const foot = context(["The whole as a file: ", { code: `pitwall incident postmortem ${loaded.incident.ref}` }]);
  return screen(`Postmortem ${loaded.incident.ref}`, [...shown, foot]);
}
