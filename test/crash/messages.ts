import type { Strike } from "./counter.ts";

/** What the test tells the bot's process. */
export type ToBot =
  | {
      readonly type: "start";
      readonly env: Readonly<Record<string, string>>;
      readonly yaml: string;
      readonly now: number;
      /** Strikes while it starts or later. */
      readonly strike?: Strike;
    }
  | { readonly type: "arm"; readonly strike: Strike | undefined }
  /** Sleeper `id` is due. */
  | { readonly type: "wake"; readonly id: number; readonly now: number }
  | { readonly type: "busy"; readonly now: number }
  | { readonly type: "points" };

/** What it tells the test. */
export type FromBot =
  | { readonly type: "ready" }
  | { readonly type: "started" }
  | { readonly type: "armed" }
  | { readonly type: "sleep"; readonly id: number; readonly ms: number }
  | { readonly type: "leave"; readonly id: number }
  | { readonly type: "busy"; readonly at: readonly string[] }
  | { readonly type: "points"; readonly points: readonly string[] }
  | { readonly type: "log"; readonly line: string };
