import type { ModalView } from "@slack/types";
import type { Loaded } from "../flow/cache.ts";
import { screen } from "./forms/inputs.ts";
import { markdownLines } from "./markdown-lines.ts";
import { context, rich } from "./text.ts";

/** Characters in one block, and blocks in one screen, that Slack surely takes. */
const PER_BLOCK = 2_500;
const BLOCKS = 20;

/** The postmortem as it reads now. */
export function previewScreen(loaded: Loaded, markdown: string): ModalView {
  const chunks: string[] = [""];
  for (const line of markdown.replace(/^---\n[\s\S]*?\n---\n/, "").split("\n")) {
    const last = chunks.at(-1) ?? "";
    if (last.length + line.length > PER_BLOCK) chunks.push(line);
    else chunks[chunks.length - 1] = `${last}\n${line}`;
  }
  const shown = chunks.slice(0, BLOCKS).map((chunk) => rich(...markdownLines(chunk).flatMap((line) => [line])));
  const foot = context([`The whole as a file: pitwall incident postmortem ${loaded.incident.ref}`]);
  return screen(`Postmortem ${loaded.incident.ref}`, [...shown, foot]);
}
