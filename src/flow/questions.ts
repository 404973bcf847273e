import type { Answer } from "../catalog/answer-shape.ts";
import type { Ledger, NewEffect, StoredEvent } from "../ledger/ledger.ts";
import type { Json } from "../shared/json.ts";
import { type Clock, MINUTE } from "../shared/time.ts";

/** A platform question and how it was answered: one event in a stream of its own. */
export type AnsweredQuestion = Answer & { readonly question: string; readonly by: string; readonly channel: string };

export type RecordedAs = {
  readonly id: string;
  readonly actor: string;
  readonly cause: string;
  /** Whether `cause` is a stored event, which is worked off hereby. A second copy of what is not is recognised by it. */
  readonly finishes: boolean;
  /** Where the answer is to be posted; undefined when the person has it already. */
  readonly reply?: { readonly channel: string; readonly thread: string | undefined };
};

const QUESTION_ANSWERED = "QuestionAnswered";

export type Questions = {
  record(question: AnsweredQuestion, as: RecordedAs): Promise<void>;
  read(stream: string): Promise<AnsweredQuestion | undefined>;
};

/** Records questions; posting the answer is an effect, so that a crash neither loses nor doubles it. */
export function questionsIn(ledger: Ledger, clock: Clock): Questions {
  return {
    async record(question, as) {
      const stream = `question/${as.id}`;
      const now = clock.now();
      await ledger.append({
        stream,
        expected: 0,
        recordedAt: now,
        actor: as.actor,
        cause: as.cause,
        events: [{ type: QUESTION_ANSWERED, occurredAt: now, body: question as unknown as Json }],
        effects: as.reply === undefined ? [] : [replyEffect(stream, as.reply)],
        ...(as.finishes
          ? { finishes: as.cause }
          : { delivery: { id: `${as.cause}:answer`, source: "slack", reply: null } }),
      });
    },
    async read(stream) {
      const [event]: readonly (StoredEvent | undefined)[] = await ledger.read(stream);
      return event?.body as AnsweredQuestion | undefined;
    },
  };
}

function replyEffect(stream: string, reply: NonNullable<RecordedAs["reply"]>): NewEffect {
  return {
    key: `${stream}/1/reply`,
    kind: "reply",
    mode: "act",
    lane: "",
    priority: 10,
    body: { channel: reply.channel, ...(reply.thread === undefined ? {} : { thread: reply.thread }) },
    patience: 30 * MINUTE,
  };
}
