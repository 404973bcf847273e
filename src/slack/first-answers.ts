/** Far more than can arrive while a second copy of one is still on its way. */
const REMEMBERED = 1_000;

/**
 * Remembers what deliveries without an event of their own (commands, buttons, forms) are answered, by their id: a second copy
 * gets the first answer, and nothing is done anew. After a restart the ledger does the same for whatever changed something.
 *
 * @param isFinal an answer that is not, such as an error to be corrected, is not remembered
 */
export function firstAnswers<Answer>(isFinal: (answer: Answer) => boolean = () => true) {
  const answers = new Map<string, Promise<Answer>>();
  return (
    delivery: string,
    work: () => Promise<Answer>,
  ): { readonly answer: Promise<Answer>; readonly first: boolean } => {
    const known = answers.get(delivery);
    if (known !== undefined) return { answer: known, first: false };
    const answer = work().then(
      (given) => {
        if (!isFinal(given)) answers.delete(delivery);
        return given;
      },
      (error: unknown) => {
        answers.delete(delivery);
        throw error;
      },
    );
    answers.set(delivery, answer);
    const oldest = answers.size > REMEMBERED ? answers.keys().next().value : undefined;
    if (oldest !== undefined) answers.delete(oldest);
    return { answer, first: true };
  };
}
