import type { Intent } from "./intents.ts";
import type { Citation } from "./say.ts";

/** Whom to ask. `group` is null when nobody owns the matter and the channel is the platform's default one. */
export type Ask = { readonly group: string | null; readonly channel: string };

/** An answer as `ask --json` prints it. */
export type Answer = {
  readonly answerable: boolean;
  readonly intent: Intent;
  /** Canonical references of what the question is about. */
  readonly entities: readonly string[];
  /** `docs/deploy.md#staging` or `catalog/checkout.yaml:12`. */
  readonly sources: readonly string[];
  /** Markdown. */
  readonly text: string;
  readonly ask: Ask | null;
  /** Readings to choose from, when it is not clear what is meant: each a question that means this one alone. */
  readonly options: readonly string[];
  /** From 0 to 1. */
  readonly confidence: number;
};

/** From here up an answer is given; from `MAYBE` up readings are offered; below, it is not known. */
export const SURE = 0.6;
export const MAYBE = 0.28;

type About = { readonly intent: Intent; readonly entities: readonly string[]; readonly confidence: number };

export function known(about: About, text: string, citations: readonly Citation[], ask: Ask | null): Answer {
  const unique = [...new Map(citations.map((citation) => [citation.source, citation])).values()];
  const sources = unique.map((citation) => citation.source);
  const cited = unique.length === 0 ? "" : `\n\n_Source: ${unique.map((citation) => citation.says).join("; ")}_`;
  return { ...rounded(about), answerable: true, sources, text: `${text}${cited}`, ask, options: [] };
}

export function unknown(about: About, text: string, ask: Ask): Answer {
  return { ...rounded(about), answerable: false, sources: [], text, ask, options: [] };
}

export function unclear(about: About, lead: string, options: readonly string[], ask: Ask): Answer {
  const text = `${lead}\n${options.map((option) => `- ${option}`).join("\n")}`;
  return { ...rounded(about), answerable: false, sources: [], text, ask, options };
}

function rounded(about: About): About {
  return { ...about, confidence: Math.round(Math.min(1, Math.max(0, about.confidence)) * 100) / 100 };
}
