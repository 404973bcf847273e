/** What one check found. */
export type Finding = {
  readonly name: string;
  /** `broken`: something that was asked for will not work. `off`: it was not asked for. */
  readonly state: "ok" | "warning" | "broken" | "off";
  /** What is so; where it is not well, what will not work. */
  readonly says: string;
  readonly mend: string | null;
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
