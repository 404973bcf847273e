import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

export type Values = Readonly<Record<string, string>>;

const HEADING = "# Written by pitwall setup. What else can be set: see the documentation.\n";

/** The text of a `.env` file with these values in it; all other lines stay as they are. */
export function withValues(text: string, values: Values): string {
  let rest = text;
  for (const [key, value] of Object.entries(values)) {
    const line = `${key}=${quoted(value)}`;
    const known = new RegExp(`^(?:export )?${key}=.*$`, "m");
    if (known.test(rest)) rest = rest.replace(known, () => line);
    else rest = `${rest}${rest === "" || rest.endsWith("\n") ? "" : "\n"}${line}\n`;
  }
  return rest;
}

/** Writes the values into the file, all or nothing. Only this user can read it. */
export function writeEnvFile(file: string, values: Values): void {
  const before = existsSync(file) ? readFileSync(file, "utf8") : HEADING;
  const fresh = `${file}.new`;
  writeFileSync(fresh, withValues(before, values), { mode: 0o600 });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}

/** Bare where it can be: Docker takes quotes for a part of the value. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]*$/.test(value) ? value : JSON.stringify(value);
}
