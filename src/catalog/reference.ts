import { isDnsLabel, isKind, isName } from "./naming.ts";

/** What names an entity. Compared without regard to case; the canonical text is `kind:namespace/name` in lower case. */
export type Reference = { readonly kind: string; readonly namespace: string; readonly name: string };

export type ReferenceDefaults = { readonly kind?: string | undefined; readonly namespace: string };

export const DEFAULT_NAMESPACE = "default";

/** The canonical text of a reference. Use it as a key. */
export function canonical(reference: Reference): string {
  return `${reference.kind}:${reference.namespace}/${reference.name}`.toLowerCase();
}

/**
 * Reads `[kind:][namespace/]name`. Undefined when a part breaks the naming rules, or when no kind is written
 * and there is no default for it (as in `dependsOn`).
 */
export function parseReference(text: string, defaults: ReferenceDefaults): Reference | undefined {
  const colon = text.indexOf(":");
  const slash = text.indexOf("/", colon + 1);
  const kind = colon < 0 ? defaults.kind : text.slice(0, colon);
  const namespace = slash < 0 ? defaults.namespace : text.slice(colon + 1, slash);
  const name = text.slice(Math.max(colon, slash) + 1);
  if (kind === undefined || !isKind(kind) || !isDnsLabel(namespace.toLowerCase()) || !isName(name)) return undefined;
  return { kind, namespace, name };
}

/** Takes a canonical text apart again. Only for texts made by `canonical`. */
export function partsOf(ref: string): Reference {
  const colon = ref.indexOf(":");
  const slash = ref.indexOf("/");
  return { kind: ref.slice(0, colon), namespace: ref.slice(colon + 1, slash), name: ref.slice(slash + 1) };
}
