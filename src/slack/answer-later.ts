import type { RespondArguments } from "@slack/bolt";
import type { Logger } from "../log.ts";

/** Milliseconds. */
const DEADLINE = 5_000;

/** Answers by a response_url, which lives half an hour. Whether it arrived cannot be asked. Throws when Slack does not take it. */
export async function answerLater(responseUrl: string, said: RespondArguments): Promise<void> {
  const answered = await fetch(responseUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(said),
    signal: AbortSignal.timeout(DEADLINE),
  });
  if (!answered.ok) throw new Error(`Slack answered ${answered.status}`);
}

/** Whether Slack took an answer. If not, the log says so: what was asked for is done all the same. */
export function wasTaken(answering: Promise<unknown>, log: Pick<Logger, "warn">): Promise<boolean> {
  return answering.then(
    () => true,
    (error: unknown) => {
      log.warn("An answer may not have arrived", { error });
      return false;
    },
  );
}
