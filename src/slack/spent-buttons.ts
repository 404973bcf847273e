import type { BlockAction } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { person } from "../flow/look-up.ts";
import type { Incident } from "../incident/incident.ts";
import type { Bot } from "./bot.ts";
import type { Tag } from "./button.ts";
import { context } from "./text.ts";

/** Buttons of a message that ask once, and whether what they asked has been answered. */
const ASKED_ONCE: Readonly<Record<string, (incident: Incident, tag: Tag) => boolean>> = {
  "accept-handover": ({ handover }) => handover === null,
  "decline-handover": ({ handover }) => handover === null,
  "approve-sentence": ({ update }, { v }) =>
    update === null || update.version !== v || update.proposedSentence === null,
};

/** What stands where the buttons were; a handover's answer is a message of its own. */
const ANSWERS: Readonly<Record<string, string>> = { "approve-sentence": "✓ Approved: support may say this." };

/**
 * Takes buttons off a message once they are answered, so that nobody presses them in vain. Decoration: done at most once,
 * and a press that comes all the same is told how things stand.
 */
export async function dropSpentButtons(id: string, tag: Tag, body: BlockAction, bot: Bot): Promise<void> {
  const isSpent = ASKED_ONCE[id];
  const { message, channel } = body;
  if (isSpent === undefined || message === undefined || channel === undefined) return;
  const loaded = await bot.lookUp.byStream(tag.i, person(body.user.id));
  if (loaded === undefined || !isSpent(loaded.incident, tag)) return;
  const answer = ANSWERS[id];
  const blocks = (message["blocks"] as readonly KnownBlock[]).flatMap((block) => {
    if (!holds(block, id)) return [block];
    return answer === undefined ? [] : [context([answer])];
  });
  const args = { channel: channel.id, ts: message.ts, text: message.text ?? "", blocks };
  const updated = await bot.callNow("chat.update", args);
  if (!updated.ok) bot.log.debug("Buttons stayed on a message", { why: updated });
}

function holds(block: KnownBlock, action: string): boolean {
  return block.type === "actions" && block.elements.some((one) => "action_id" in one && one.action_id === action);
}
