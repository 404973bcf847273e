import table from "../../data/slack-methods.json" with { type: "json" };

export type MethodSpec = {
  /** Calls a minute, or the special rule for posts. */
  readonly limit: number | "posts";
  readonly token: "bot" | "app" | "any";
  readonly scopes: readonly string[];
  readonly channelScopes: { readonly public?: string; readonly private?: string; readonly im?: string };
  readonly args: Readonly<Record<string, string>>;
  readonly errors: readonly string[];
};

const methods = new Map<string, MethodSpec>(Object.entries(table.methods as unknown as Record<string, MethodSpec>));
const common: ReadonlySet<string> = new Set(table.commonErrors);

export function methodSpec(method: string): MethodSpec | undefined {
  return methods.get(method);
}

export function methodNames(): string[] {
  return [...methods.keys()];
}

export function isDocumentedError(spec: MethodSpec, error: string): boolean {
  return common.has(error) || spec.errors.includes(error);
}
