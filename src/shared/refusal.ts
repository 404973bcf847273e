/**
 * What was asked is not possible, and the person is told why and what to do next.
 * A refusal is data, never thrown; a bug throws; a failing outside service is an outcome of an effect.
 */
export type Refusal = {
  readonly refused: true;
  /** A stable word for tests and for the edge that wants to offer a button. */
  readonly reason: string;
  /** A whole sentence for the person who asked, and the way out. */
  readonly sentence: string;
};

export function refuse(reason: string, sentence: string): Refusal {
  return { refused: true, reason, sentence };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && value.refused === true;
}
