import { type Mention, mentionsOf, parseMrkdwn } from "../print/mrkdwn.ts";
import type { Message } from "./model.ts";

/**
 * Whom and what this message rings or points at, as Slack would read it: in its text, in mrkdwn (where a bare `@here`
 * or `#general` counts too unless the object is verbatim), and in rich text.
 */
export function mentionsIn(message: Pick<Message, "text" | "blocks">): readonly Mention[] {
  return [...mentionsOf(parseMrkdwn(message.text, { verbatim: true })), ...mentionsWithin(message.blocks)];
}

function mentionsWithin(node: unknown): readonly Mention[] {
  if (Array.isArray(node)) return node.flatMap(mentionsWithin);
  if (typeof node !== "object" || node === null) return [];
  const { type, text, verbatim, user_id, usergroup_id, range, channel_id } = node as Record<string, unknown>;
  if (type === "mrkdwn") return mentionsOf(parseMrkdwn(String(text), { verbatim: verbatim === true }));
  if (type === "user" && typeof user_id === "string") return [{ kind: "user", id: user_id }];
  if (type === "usergroup" && typeof usergroup_id === "string") return [{ kind: "usergroup", id: usergroup_id }];
  if (type === "channel" && typeof channel_id === "string") return [{ kind: "channel", id: channel_id }];
  if (type === "broadcast" && typeof range === "string") return [{ kind: "broadcast", range }];
  return Object.values(node).flatMap(mentionsWithin);
}
