import type { LookUp } from "../../flow/look-up.ts";
import { OPERATOR } from "../../flow/look-up.ts";
import type { Performer } from "../../flow/performer.ts";
import type { Questions } from "../../flow/questions.ts";
import { answerLater } from "../answer-later.ts";
import type { Call } from "../call.ts";
import { screen } from "../forms/inputs.ts";
import { platformMessage } from "../platform.ts";
import { ephemeral } from "../register-commands.ts";
import { rich, say } from "../text.ts";
import type { PutMessage } from "./put-message.ts";

/** Posts the answer to a platform question where it was asked. */
export function replying(questions: Questions, put: PutMessage): Performer {
  return async (task) => {
    const { channel, thread } = task.body as { channel: string; thread?: string };
    const answered = await questions.read(task.stream);
    if (answered === undefined) throw new Error(`${task.stream} is not on record`);
    const message = platformMessage(answered.question, answered, { share: false });
    return put.once(task, { channel, ...(thread === undefined ? {} : { thread }) }, message);
  };
}

/**
 * Tells the person who declared that the channel is there. A response_url and a form cannot be asked whether they were
 * told, so it happens at most once; the card and the invitation tell him all the same.
 */
export function tellingOpened(lookUp: LookUp, callNow: Call): Performer {
  return async (task) => {
    if (task.unknownSince !== undefined) return { done: true };
    const { responseUrl, view } = task.body as { responseUrl?: string; view?: string };
    const incident = (await lookUp.byStream(task.stream, OPERATOR))?.incident;
    if (incident?.channel == null) return { done: true };
    const line = [{ bold: incident.ref }, ": ", { channel: incident.channel.id }, " is open."];
    if (view !== undefined) await callNow("views.update", { view_id: view, view: screen(incident.ref, [rich(line)]) });
    if (responseUrl !== undefined) await answerLater(responseUrl, ephemeral(say(line))).catch(() => undefined);
    return { done: true };
  };
}
