import { HOUR, MINUTE } from "../shared/time.ts";

/** What an organisation may set in `pitwall.yaml`; given to every decision, never read from anywhere else. */
export type Rules = {
  /** Best known first: index 0 is the worst. */
  readonly severities: readonly SeverityRule[];
  readonly roles: readonly RoleRule[];
};

export type SeverityRule = {
  readonly name: string;
  /** One line for a tired person who must choose. */
  readonly says: string;
  /** Whether declaring pages the owners of the services. */
  readonly page: boolean;
  readonly announce: boolean;
  /** Milliseconds between updates; `undefined`: none is expected. */
  readonly updateEvery: number | undefined;
  /** Whether resolving starts a postmortem. */
  readonly postmortem: boolean;
};

export type RoleRule = {
  readonly name: string;
  readonly title: string;
  readonly aliases: readonly string[];
  /** Told to the person who takes the role. */
  readonly instructions: string;
};

/** The role that somebody must hold; the others are shown once somebody has them. */
export const COMMANDER = "commander";

export const defaultRules: Rules = {
  severities: [
    {
      name: "SEV1",
      says: "Most customers stopped. Wakes people.",
      page: true,
      announce: true,
      updateEvery: 30 * MINUTE,
      postmortem: true,
    },
    {
      name: "SEV2",
      says: "Many customers hit, or one thing down. Wakes people.",
      page: true,
      announce: true,
      updateEvery: HOUR,
      postmortem: true,
    },
    {
      name: "SEV3",
      says: "Some customers notice. In working hours.",
      page: false,
      announce: true,
      updateEvery: 4 * HOUR,
      postmortem: false,
    },
    {
      name: "SEV4",
      says: "Nobody outside notices. No hurry.",
      page: false,
      announce: false,
      updateEvery: undefined,
      postmortem: false,
    },
  ],
  roles: [
    {
      name: COMMANDER,
      title: "Incident commander",
      aliases: ["ic", "lead", "captain"],
      instructions:
        "You decide and delegate; you do not fix. Set the severity, give each task to one person with a time, and send the next update.",
    },
    {
      name: "comms",
      title: "Communications",
      aliases: ["communications", "liaison"],
      instructions:
        "You write the updates and what customers are told. The commander approves what leaves the company.",
    },
    {
      name: "scribe",
      title: "Scribe",
      aliases: ["notes"],
      instructions: "Reply in the timeline thread, or react with 📌: both are kept. Write down decisions and why.",
    },
    {
      name: "deputy",
      title: "Deputy",
      aliases: ["second"],
      instructions: "You watch the clock and what the commander misses, and are ready to take over.",
    },
  ],
};

/** What "not sure" means: take the higher of the two in doubt. */
export const UNSURE_INDEX = 1;

/** 1 is the worst; a severity that the configuration no longer knows ranks last. */
export function rankOf(severity: string, rules: Rules): number {
  const index = rules.severities.findIndex((rule) => rule.name === severity);
  return index < 0 ? rules.severities.length + 1 : index + 1;
}

export function severityRule(severity: string, rules: Rules): SeverityRule | undefined {
  return rules.severities.find((rule) => rule.name === severity);
}

/** Reads a severity as people type it: `sev1`, `SEV-1`, `1`, `s1`, `—sev 1`. */
export function readSeverity(text: string, rules: Rules): string | undefined {
  const plain = text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const byName = rules.severities.find((rule) => rule.name.toLowerCase().replaceAll(/[^a-z0-9]/g, "") === plain);
  if (byName) return byName.name;
  const digit = /^(?:s|sev|severity|p)?(\d)$/.exec(plain)?.[1];
  return digit === undefined ? undefined : rules.severities.find((rule) => rule.name.endsWith(digit))?.name;
}

/** Reads a role by name, title or alias. */
export function readRole(text: string, rules: Rules): RoleRule | undefined {
  const word = text.trim().toLowerCase();
  return rules.roles.find(
    (role) => role.name === word || role.title.toLowerCase() === word || role.aliases.includes(word),
  );
}
