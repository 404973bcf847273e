import type { Button, ConfirmationDialog } from "@slack/types";
import { cut, LIMITS } from "./text.ts";

/**
 * What a button or form carries back: which incident, never "the one of this channel", and the event version that was on
 * the screen. Kept short: Slack allows 2,000 characters.
 */
export type Tag = { readonly i: string; readonly v?: number; readonly x?: string };

export function button(
  action: string,
  text: string,
  tag: Tag,
  look: { readonly style?: "primary" | "danger"; readonly confirm?: ConfirmationDialog; readonly url?: string } = {},
): Button {
  return {
    type: "button",
    action_id: action,
    text: { type: "plain_text", text: cut(text, LIMITS.button), emoji: false },
    value: tagText(tag),
    ...look,
  };
}

const VALUE_MAX = 2_000;

/** Quotes and the like double in JSON, so what is long is shortened until the whole fits. */
function tagText(tag: Tag): string {
  let text = JSON.stringify(tag);
  for (let max = tag.x?.length ?? 0; text.length > VALUE_MAX && max > 0; ) {
    max = Math.floor(max * 0.9);
    text = JSON.stringify({ ...tag, x: tag.x?.slice(0, max).toWellFormed() });
  }
  return text;
}

/** Reads a tag back. What a client sends is not trusted: anything else is undefined. */
export function readTag(value: string | undefined): Tag | undefined {
  if (value === undefined) return undefined;
  try {
    const tag: unknown = JSON.parse(value);
    if (typeof tag !== "object" || tag === null || !("i" in tag) || typeof tag.i !== "string") return undefined;
    const v = "v" in tag && typeof tag.v === "number" ? { v: tag.v } : {};
    const x = "x" in tag && typeof tag.x === "string" ? { x: tag.x } : {};
    return { i: tag.i, ...v, ...x };
  } catch {
    return undefined;
  }
}
