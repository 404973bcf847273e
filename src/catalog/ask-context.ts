import type { Instant } from "../shared/time.ts";

/** Who is on call, as somebody else looked it up. `age` is how old that knowledge is, in milliseconds. */
export type OnCall = { readonly people: readonly string[]; readonly age: number };

/** What an answer needs and the catalog cannot know. */
export type AskContext = {
  readonly now: Instant;
  /** Where to ask when nobody owns the matter. */
  readonly defaultChannel: string;
  /** For the `entity` of each of `onCallNeeds`; undefined when it could not be found out. */
  readonly onCall?: (entity: string) => OnCall | undefined;
};
