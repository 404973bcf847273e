/** What can be wrong with the database itself, as opposed to what was asked of it. */
export type LedgerFault =
  | "bad-url"
  | "read-only"
  | "disk-full"
  | "disk-failing"
  | "not-a-database"
  | "damaged"
  | "locked"
  | "newer-version"
  | "unreachable"
  | "in-use";

/** The message is one sentence for the operator. */
export class LedgerError extends Error {
  override readonly name = "LedgerError";
  readonly code: LedgerFault;

  constructor(code: LedgerFault, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.code = code;
  }
}
