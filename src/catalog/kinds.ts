import type { RelationType } from "./entity.ts";

/** A field of `spec` that names other entities. */
export type ReferenceField = {
  readonly field: string;
  readonly relation: RelationType;
  /** The kind that is meant when none is written. Without it the kind must be written. */
  readonly kind?: string;
};

export type KindRule = {
  /** Texts in `spec` that must be there, and be no empty text. */
  readonly required: readonly string[];
  /** Lists in `spec` that must be there, but may be empty. */
  readonly requiredLists: readonly string[];
  readonly references: readonly ReferenceField[];
};

const OWNER: ReferenceField = { field: "owner", relation: "ownedBy", kind: "group" };
const SYSTEM: ReferenceField = { field: "system", relation: "partOf", kind: "system" };
const DEPENDS_ON: ReferenceField = { field: "dependsOn", relation: "dependsOn" };
const DEPENDENCY_OF: ReferenceField = { field: "dependencyOf", relation: "dependencyOf" };

const RULES: Readonly<Record<string, KindRule>> = {
  component: {
    required: ["type", "lifecycle", "owner"],
    requiredLists: [],
    references: [
      OWNER,
      SYSTEM,
      { field: "subcomponentOf", relation: "partOf", kind: "component" },
      { field: "providesApis", relation: "providesApi", kind: "api" },
      { field: "consumesApis", relation: "consumesApi", kind: "api" },
      DEPENDS_ON,
      DEPENDENCY_OF,
    ],
  },
  api: { required: ["type", "lifecycle", "owner", "definition"], requiredLists: [], references: [OWNER, SYSTEM] },
  resource: {
    required: ["type", "owner"],
    requiredLists: [],
    references: [OWNER, SYSTEM, DEPENDS_ON, DEPENDENCY_OF],
  },
  system: {
    required: ["owner"],
    requiredLists: [],
    references: [OWNER, { field: "domain", relation: "partOf", kind: "domain" }],
  },
  domain: {
    required: ["owner"],
    requiredLists: [],
    references: [OWNER, { field: "subdomainOf", relation: "partOf", kind: "domain" }],
  },
  group: {
    required: ["type"],
    requiredLists: ["children"],
    references: [
      { field: "parent", relation: "childOf", kind: "group" },
      { field: "children", relation: "parentOf", kind: "group" },
      { field: "members", relation: "hasMember", kind: "user" },
    ],
  },
  user: {
    required: [],
    requiredLists: ["memberOf"],
    references: [{ field: "memberOf", relation: "memberOf", kind: "group" }],
  },
  location: { required: [], requiredLists: [], references: [] },
};

/** Kinds we do not know may still have an owner and a system. */
const OTHER_KIND: KindRule = {
  required: [],
  requiredLists: [],
  references: [OWNER, SYSTEM, DEPENDS_ON, DEPENDENCY_OF],
};

/** Whether the kind is one of Backstage's own. Others are data: only what all kinds share is checked. */
export function isKnownKind(kind: string): boolean {
  return Object.hasOwn(RULES, kind.toLowerCase());
}

export function ruleOf(kind: string): KindRule {
  return (isKnownKind(kind) ? RULES[kind.toLowerCase()] : undefined) ?? OTHER_KIND;
}

export const REVERSE: Readonly<Record<RelationType, RelationType>> = {
  ownedBy: "ownerOf",
  ownerOf: "ownedBy",
  partOf: "hasPart",
  hasPart: "partOf",
  dependsOn: "dependencyOf",
  dependencyOf: "dependsOn",
  providesApi: "apiProvidedBy",
  apiProvidedBy: "providesApi",
  consumesApi: "apiConsumedBy",
  apiConsumedBy: "consumesApi",
  parentOf: "childOf",
  childOf: "parentOf",
  memberOf: "hasMember",
  hasMember: "memberOf",
};
