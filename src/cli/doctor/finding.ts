/** What one check found. */
export type Finding = {
  readonly name: string;
  /** `broken`: something that was asked for will not work. `off`: it was not asked for. `mended`: by us, just now. */
  readonly state: "ok" | "warning" | "broken" | "off" | "mended";
  /** What is so; where it is not well, what will not work. */
  readonly says: string;
  readonly mend: string | null;
};

/** A finding that the doctor can mend by itself. */
export type Mendable = Finding & {
  /** Asks nobody, and says what it did or why it could not. */
  readonly repair?: () => Promise<{ readonly did: string } | { readonly failed: string }>;
};

export function ok(name: string, says: string): Finding {
  return { name, state: "ok", says, mend: null };
}

export function off(name: string, says: string): Finding {
  return { name, state: "off", says, mend: null };
}

export function warning(name: string, says: string, mend: string): Finding {
  return { name, state: "warning", says, mend };
}

export function broken(name: string, says: string, mend: string): Finding {
  return { name, state: "broken", says, mend };
}

export function mendable(finding: Finding, repair: Mendable["repair"]): Mendable {
  return { ...finding, mend: `${finding.mend ?? ""} Or: pitwall doctor --mend`.trim(), ...(repair && { repair }) };
}

/** Repairs what can be, one after the other. */
export async function mended(findings: readonly Mendable[]): Promise<readonly Finding[]> {
  const after: Finding[] = [];
  for (const { repair, ...finding } of findings) {
    const tried = await repair?.();
    if (tried === undefined) after.push(finding);
    else if ("did" in tried) after.push({ ...finding, state: "mended", says: tried.did, mend: null });
    else after.push({ ...finding, says: `${finding.says}; it could not be mended: ${tried.failed}` });
  }
  return after;
}
