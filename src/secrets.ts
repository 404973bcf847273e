/** What stands where a secret stood. */
export const HIDDEN = "[hidden]";

/** Slack's and PagerDuty's tokens, authorization headers, passwords in addresses, and addresses that are a permission themselves. */
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\bxox[a-z]-[\w.-]+|\bxoxe\.xox[a-z]-[\w-]+|\bxapp-[\w-]+/gi, HIDDEN],
  [/\b(Token token=|Bearer )[^\s"',;]{8,}/gi, `$1${HIDDEN}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@]+@/gi, `$1${HIDDEN}@`],
  [/\b(https:\/\/hooks\.slack\.com\/)[^\s"'<>]+/gi, `$1${HIDDEN}`],
];

const SECRET_KEY =
  /token|secret|password|passwd|authorization|cookie|api_?key|credential|signature|response_?url|database_?url/i;

/** Hides what looks like a secret in a text. */
export function hideSecrets(text: string): string {
  return SECRET_TEXT.reduce((rest, [pattern, instead]) => rest.replaceAll(pattern, instead), text);
}

/**
 * A copy fit to be written as JSON: secrets hidden by their key and by their look, errors as name, message and stack,
 * circles cut. Takes anything and never throws, since it stands between a failure and its record.
 */
export function hideSecretsIn(value: unknown): unknown {
  return copy(value, "", []);
}

function copy(value: unknown, key: string, above: readonly object[]): unknown {
  if (value === undefined || value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (SECRET_KEY.test(key)) return HIDDEN;
  if (typeof value === "string") return hideSecrets(value);
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (typeof value === "function") return "[function]";
  if (above.includes(value)) return "[circular]";
  const path = [...above, value];
  if (Array.isArray(value)) return value.map((item) => copy(item, "", path));
  const fields: [string, unknown][] = Object.entries(value);
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    fields.unshift(["name", name], ["message", message], ["stack", stack], ["cause", cause]);
  }
  return Object.fromEntries(fields.map(([name, field]) => [hideSecrets(name), copy(field, name, path)]));
}
