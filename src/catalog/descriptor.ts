import type { AnnotationKeys } from "./annotation-keys.ts";
import { type DescriptorCheck, startCheck } from "./descriptor-check.ts";
import { channelOf, commaSeparated, readLinks, readSlo, readTags, readTargets, textOf } from "./descriptor-parts.ts";
import type { Entity, SourceFile, Target, WrittenRelation } from "./entity.ts";
import { isKnownKind, ruleOf } from "./kinds.ts";
import { isDnsLabel, isKey, isKind, isLabelValue, isName } from "./naming.ts";
import type { Problem } from "./problem.ts";
import { canonical, DEFAULT_NAMESPACE, parseReference, type Reference } from "./reference.ts";
import type { YamlDocument } from "./yaml-documents.ts";

export type Reading = {
  readonly entity: Entity | undefined;
  readonly targets: readonly Target[];
  readonly problems: readonly Problem[];
};

const API_VERSIONS = ["backstage.io/v1alpha1", "backstage.io/v1beta1"];
const ROOT_FIELDS = ["apiVersion", "kind", "metadata", "spec", "relations", "status"];

/**
 * Reads one document as a Backstage descriptor and reports all that is wrong with it. An entity comes out whenever
 * it can be named; of what is wrong below its name, that part is left out.
 */
export function readDescriptor(document: YamlDocument, file: SourceFile, keys: AnnotationKeys): Reading {
  const check = startCheck(document, file);
  const nothing = (): Reading => ({ entity: undefined, targets: [], problems: check.problems });
  if (document.faults.length > 0) {
    for (const fault of document.faults) check.reportAt(fault.line, "error", fault.message);
    return nothing();
  }
  if (document.value === null || document.value === undefined) return nothing();
  const root = check.recordAt([], document.value);
  if (root === undefined) return nothing();
  const whose = descriptorOf(root);
  if (whose === "ours") return nothing();
  if (whose === "stranger") {
    check.report([], "warning", "is no catalog descriptor (it has no Backstage apiVersion and kind): not read");
    return nothing();
  }

  const metadata = check.recordAt(["metadata"], root["metadata"]) ?? {};
  if ([root["kind"], metadata["name"], metadata["namespace"]].some(isPlaceholder)) {
    check.report(["metadata", "name"], "warning", "is a template that was never rendered: not read");
    return nothing();
  }
  const identity = readIdentity(check, root, metadata);
  for (const field of Object.keys(root)) {
    if (!ROOT_FIELDS.includes(field)) check.report([field], "error", `unknown field "${field}"`);
  }
  const kind = typeof root["kind"] === "string" ? root["kind"] : "";
  const body = readBody(check, root, metadata, kind, identity?.namespace ?? DEFAULT_NAMESPACE, keys);
  if (identity === undefined) return nothing();
  const source = { file: file.path, line: document.line, document: document.number, modifiedAt: file.modifiedAt };
  const lines = check.linesOf(["metadata", "metadata.annotations", "spec"]);
  const entity: Entity = { ...body, ...identity, ref: canonical(identity), source, lines };
  const spec = isRecord(root["spec"]) ? root["spec"] : {};
  const targets = identity.kind.toLowerCase() === "location" ? readTargets(check, spec, entity.ref) : [];
  return { entity, targets, problems: check.problems };
}

type Fields = Readonly<Record<string, unknown>>;

/** What the entity is called. Undefined, and reported, when it cannot be named by a reference. */
function readIdentity(check: DescriptorCheck, root: Fields, metadata: Fields): Reference | undefined {
  const kind = check.text(["kind"], root["kind"], isKind, "must be letters and digits, and begin with a letter");
  const rule = "must be 1 to 63 letters, digits, '-', '_' or '.', with a letter or digit at both ends";
  const name = check.text(["metadata", "name"], metadata["name"], isName, rule);
  const namespace =
    metadata["namespace"] === undefined
      ? DEFAULT_NAMESPACE
      : check.text(["metadata", "namespace"], metadata["namespace"], isDnsLabel, "must be a lower-case DNS label");
  const isReadable = checkApiVersion(check, root["apiVersion"], kind);
  const called = [root["kind"], metadata["namespace"] ?? DEFAULT_NAMESPACE, metadata["name"]];
  if (called.every((part) => typeof part === "string"))
    check.named(`${called[0]}:${called[1]}/${called[2]}`.toLowerCase());
  if (!isReadable || kind === undefined || name === undefined || namespace === undefined) return undefined;
  return { kind, namespace, name };
}

function readBody(
  check: DescriptorCheck,
  root: Fields,
  metadata: Fields,
  kind: string,
  namespace: string,
  keys: AnnotationKeys,
): Omit<Entity, "ref" | "kind" | "namespace" | "name" | "source" | "lines"> {
  const spec = check.recordAt(["spec"], root["spec"] ?? {}) ?? {};
  const profile = spec["profile"] === undefined ? {} : (check.recordAt(["spec", "profile"], spec["profile"]) ?? {});
  const labels = check.textsAt(["metadata", "labels"], metadata["labels"], isKey, isLabelValue);
  const annotations = check.textsAt(["metadata", "annotations"], metadata["annotations"], isKey, () => true);
  const relations = readRelations(check, kind, namespace, spec);
  return {
    title: check.optionalText(["metadata", "title"], metadata["title"]) ?? textOf(profile["displayName"]),
    description: check.optionalText(["metadata", "description"], metadata["description"])?.trim(),
    type: textOf(spec["type"]),
    lifecycle: textOf(spec["lifecycle"]),
    tier: annotations[keys.tier] ?? labels[keys.tier] ?? labels["tier"],
    slo: readSlo(check, annotations[keys.slo], keys.slo),
    owner: relations.find((relation) => relation.type === "ownedBy")?.target,
    aliases: commaSeparated(annotations[keys.aliases]),
    tags: readTags(check, metadata["tags"]),
    links: readLinks(check, metadata["links"]),
    annotations,
    channel: channelOf(annotations[keys.channel]),
    askChannel: channelOf(annotations[keys.askChannel]),
    pagerdutyService: annotations[keys.pagerdutyService],
    pagerdutySchedule: annotations[keys.pagerdutySchedule],
    email: textOf(profile["email"]),
    relations,
  };
}

/**
 * Catalog folders also hold other YAML. What names a Backstage version or a kind we know is a descriptor, if a broken one;
 * what is written for Pitwall, such as a scenario, is no concern of the catalog.
 */
function descriptorOf(root: Fields): "descriptor" | "stranger" | "ours" {
  const group = typeof root["apiVersion"] === "string" ? (root["apiVersion"].split("/")[0] ?? "") : "";
  if (group === "pitwall.dev") return "ours";
  if (group.includes("backstage.io")) return "descriptor";
  const kind = typeof root["kind"] === "string" ? root["kind"] : "";
  const known = isKnownKind(kind);
  if (group === "") return known || "metadata" in root || isPlaceholder(root["kind"]) ? "descriptor" : "stranger";
  return known || (group.includes(".") && !group.endsWith(".k8s.io")) ? "descriptor" : "stranger";
}

/** Whether we know how to read what follows. Kinds that are not Backstage's own have versions of their own. */
function checkApiVersion(check: DescriptorCheck, value: unknown, kind: string | undefined): boolean {
  const rule = `must be ${API_VERSIONS.join(" or ")}`;
  const isGood = (text: string): boolean => kind === undefined || !isKnownKind(kind) || API_VERSIONS.includes(text);
  return check.text(["apiVersion"], value, isGood, rule) !== undefined;
}

function readRelations(check: DescriptorCheck, kind: string, namespace: string, spec: Fields): WrittenRelation[] {
  const rule = ruleOf(kind);
  for (const field of rule.required) {
    // An API that is reached by `remotes` has no definition.
    if (field === "definition" && (spec["type"] === "mcp-server" || isRecord(spec["definition"]))) continue;
    check.text(["spec", field], spec[field], (text) => text.trim() !== "", "must not be empty");
  }
  for (const field of rule.requiredLists) {
    if (!Array.isArray(spec[field])) check.report(["spec", field], "error", `spec.${field} must be a list`);
  }
  const relations: WrittenRelation[] = [];
  for (const { field, relation, kind: defaultKind } of rule.references) {
    const value = spec[field];
    if (value === undefined || value === null) continue;
    for (const { item, path } of itemsOf(value, ["spec", field])) {
      if (isPlaceholder(item)) {
        check.report(path, "warning", `spec.${field} is a template that was never rendered`);
      } else if (typeof item !== "string") {
        check.report(path, "error", `spec.${field} must be a reference written as text`);
      } else if (item.trim() !== "") {
        const reference = parseReference(item.trim(), { kind: defaultKind, namespace });
        if (reference !== undefined) {
          relations.push({ type: relation, target: canonical(reference), field, line: check.lineAt(path) });
        } else {
          const hint =
            defaultKind === undefined ? "kind:namespace/name, the kind must be written" : "kind:namespace/name";
          check.report(path, "error", `spec.${field}: "${item}" is no entity reference (${hint})`);
        }
      }
    }
  }
  return relations;
}

function itemsOf(value: unknown, path: readonly (string | number)[]): { item: unknown; path: (string | number)[] }[] {
  if (!Array.isArray(value)) return [{ item: value, path: [...path] }];
  return value.map((item: unknown, index) => ({ item, path: [...path, index] }));
}

function isPlaceholder(value: unknown): boolean {
  return typeof value === "string" && value.includes("${{");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
