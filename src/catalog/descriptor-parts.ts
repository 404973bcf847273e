import type { DescriptorCheck } from "./descriptor-check.ts";
import type { Link, Slo, Target } from "./entity.ts";
import { isTag } from "./naming.ts";

const SAFE_SCHEMES = ["http:", "https:", "mailto:", "slack:", "tel:"];

export function readTags(check: DescriptorCheck, value: unknown): string[] {
  const tags: string[] = [];
  for (const { item, path } of check.listAt(["metadata", "tags"], value)) {
    const tag = check.text(path, item, isTag, "must be lower-case letters, digits, '+' or '#', parted by single '-'");
    if (tag !== undefined) tags.push(tag);
  }
  return tags;
}

export function readLinks(check: DescriptorCheck, value: unknown): Link[] {
  const links: Link[] = [];
  for (const { item, path } of check.listAt(["metadata", "links"], value)) {
    const link = check.recordAt(path, item);
    if (link === undefined) continue;
    const url = check.text([...path, "url"], link["url"], (text) => URL.canParse(text), "must be a URL");
    for (const field of ["title", "icon", "type"]) {
      if (link[field] !== undefined)
        check.text([...path, field], link[field], (text) => text !== "", "must not be empty");
    }
    if (url === undefined) continue;
    const scheme = new URL(url).protocol;
    if (!SAFE_SCHEMES.includes(scheme)) {
      check.report([...path, "url"], "error", `a ${scheme} link is not safe to show: left out`);
      continue;
    }
    const title = textOf(link["title"]) ?? url;
    links.push({ url, title, type: (textOf(link["type"]) ?? "").toLowerCase(), line: check.lineAt([...path, "url"]) });
  }
  return links;
}

export function readSlo(check: DescriptorCheck, text: string | undefined, key: string): Slo | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{1,3}(?:\.\d+)?) ?% over (\d+ ?(?:d|w|h|days|weeks|hours))$/.exec(text.trim());
  if (match !== null && Number(match[1]) <= 100) return { target: `${match[1]}%`, window: match[2] ?? "" };
  check.report(["metadata", "annotations", key], "error", `${key} must read like "99.9% over 28d", not "${text}"`);
  return undefined;
}

export function readTargets(check: DescriptorCheck, spec: Readonly<Record<string, unknown>>, entity: string): Target[] {
  const presence = spec["presence"];
  if (presence !== undefined && presence !== "required" && presence !== "optional") {
    check.report(["spec", "presence"], "error", "spec.presence must be required or optional");
  }
  const targets: Target[] = [];
  const listed = spec["targets"] === undefined ? [] : check.listAt(["spec", "targets"], spec["targets"]);
  const single = spec["target"] === undefined ? [] : [{ item: spec["target"], path: ["spec", "target"] }];
  for (const { item, path } of [...single, ...listed]) {
    const target = check.text(path, item, (text) => text !== "", "must not be empty");
    if (target === undefined) continue;
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
      check.report(path, "warning", `${target} is an address, and only files are read: not followed`);
      continue;
    }
    targets.push({ path: target, required: presence !== "optional", entity, source: check.sourceAt(path) });
  }
  return targets;
}

export function channelOf(text: string | undefined): string | undefined {
  const name = text?.trim().replace(/^#+/, "");
  if (name === undefined || name === "") return undefined;
  return /^[CG][A-Z0-9]{7,}$/.test(name) ? name : `#${name}`;
}

export function commaSeparated(text: string | undefined): string[] {
  const parts = (text ?? "").split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "");
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
