import { HIDDEN, hideSecrets } from "../secrets.ts";

/** One mistake in the configuration, of which one line is made. Never holds the value of a secret. */
export type ConfigProblem = {
  /** `SLACK_BOT_TOKEN`, or `pitwall.yaml:7: severities[0].page`. */
  readonly key: string;
  /** What was given, as JSON; left out for what is secret. */
  readonly value?: string;
  readonly wrong: string;
  readonly expected: string;
};

/** A problem of a file, at its place in the file. */
export type Mistake = Omit<ConfigProblem, "key"> & { readonly path: readonly PropertyKey[] };

export type ConfigProblems = { readonly problems: readonly ConfigProblem[] };

export function isConfigProblems(value: object): value is ConfigProblems {
  return "problems" in value;
}

/** One line for each problem: the key, what is wrong, what is expected. */
export function problemLines({ problems }: ConfigProblems): readonly string[] {
  return problems.map(({ key, value, wrong, expected }) => {
    const given = value === undefined ? "" : `${value.length <= 60 ? value : `${value.slice(0, 57)}…`} `;
    return `${key}: ${given}${wrong}; expected ${expected}`.replaceAll(/\s+/g, " ");
  });
}

/** Hides what looks like a secret, and the secrets that are known, wherever they were put by mistake. */
export function withoutSecrets(problems: readonly ConfigProblem[], secrets: readonly string[]): ConfigProblems {
  function hide(text: string): string {
    return hideSecrets(secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text));
  }
  return {
    problems: problems.map(({ key, value, wrong, expected }) => ({
      key: hide(key),
      ...(value === undefined ? {} : { value: hide(value) }),
      wrong: hide(wrong),
      expected,
    })),
  };
}
