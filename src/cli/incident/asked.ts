import { readArgs } from "../args.ts";
import { misused } from "../stop.ts";

export type Form = "text" | "json" | "md";

/** What reads one incident: `REF [--json | --md]`. */
export function readAsked(args: readonly string[]): { readonly ref: string; readonly form: Form } {
  const { values, positionals } = readArgs(args, FORMS);
  const [ref, ...more] = positionals;
  if (ref === undefined) throw misused("which incident? For instance INC-7.");
  if (more.length > 0) throw misused("one incident at a time.");
  return { ref, form: formOf(values) };
}

export const FORMS = { json: { type: "boolean" }, md: { type: "boolean" } } as const;

export function formOf({ json, md }: { readonly json?: boolean | undefined; readonly md?: boolean | undefined }): Form {
  if (json === true && md === true) throw misused("choose one of --json and --md.");
  return json === true ? "json" : md === true ? "md" : "text";
}

/** What writes on one incident: `REF words… [--json]`. The words need no quotes. */
export function readWords(args: readonly string[]): {
  readonly ref: string;
  readonly words: string;
  readonly isJson: boolean;
} {
  const { values, positionals } = readArgs(args, { json: { type: "boolean" } });
  const [ref, ...words] = positionals;
  if (ref === undefined) throw misused("which incident? For instance INC-7.");
  return { ref, words: words.join(" ").trim(), isJson: values.json === true };
}
