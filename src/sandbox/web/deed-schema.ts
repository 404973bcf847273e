import { z } from "zod";
import { DAY } from "../../shared/time.ts";
import type { Deed } from "./protocol.ts";
import type { WorldDeed } from "./world-protocol.ts";

const id = z.string().min(1);
const at = { channel: id, ts: id };
const value = z.looseObject({ type: z.string() });
const spot = z.discriminatedUnion("in", [
  z.object({ in: z.literal("message"), ...at }),
  z.object({ in: z.literal("modal"), view: id }),
  z.object({ in: z.literal("home") }),
]);
const element = { as: id, spot, block: id, action: id };

const deed: z.ZodType<Deed> = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("says"),
    as: id,
    channel: id,
    text: z.string().max(40_000),
    thread: id.exactOptional(),
    files: z.array(id).max(10).exactOptional(),
  }),
  z.object({ do: z.literal("types"), as: id, channel: id, text: z.string().max(40_000) }),
  z.object({ do: z.literal("edits"), as: id, ...at, text: z.string().max(40_000) }),
  z.object({ do: z.literal("deletes"), as: id, ...at }),
  z.object({ do: z.literal("reacts"), as: id, ...at, emoji: id, on: z.boolean() }),
  z.object({ do: z.literal("pins"), as: id, ...at, on: z.boolean() }),
  z.object({ do: z.literal("shortcut"), as: id, name: id, channel: id.exactOptional(), ts: id.exactOptional() }),
  z.object({ do: z.literal("uses"), ...element, value: value.exactOptional() }),
  z.object({ do: z.literal("fills"), ...element, value }),
  z.object({ do: z.literal("suggests"), ...element, typed: z.string() }),
  z.object({
    do: z.literal("submits"),
    as: id,
    view: id,
    values: z.record(z.string(), z.record(z.string(), value)),
  }),
  z.object({ do: z.literal("closes"), as: id, view: id, all: z.boolean() }),
  z.object({ do: z.literal("opens-home"), as: id }),
  z.object({ do: z.literal("reads"), as: id, channel: id, ts: z.string().regex(/^\d+(\.\d+)?$/) }),
  z.object({ do: z.enum(["joins", "leaves"]), as: id, channel: id }),
]);

const who = z.string().min(1);

const worldDeed: z.ZodType<WorldDeed> = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("advance"),
    ms: z
      .int()
      .min(1)
      .max(30 * DAY),
  }),
  z.object({
    do: z.literal("trigger"),
    service: id,
    title: z.string().trim().min(1).max(1_024),
    urgency: z.enum(["high", "low"]),
    as: who.exactOptional(),
  }),
  z.object({ do: z.enum(["acknowledge", "resolve"]), incident: id, who }),
  z.object({ do: z.literal("merge"), into: id, incidents: z.array(id).min(1).max(1_000), who }),
  z.object({ do: z.literal("storm"), count: z.int().min(1).max(500) }),
  z.object({
    do: z.literal("fault"),
    of: z.enum(["slack", "pagerduty"]),
    name: z.enum(["slow", "limited", "failing", "lost-replies", "refused"]),
    times: z.int().min(1).max(1_000),
  }),
  z.object({ do: z.literal("mend") }),
  z.object({ do: z.literal("disconnect") }),
  z.object({ do: z.literal("play"), scenario: id }),
  z.object({ do: z.enum(["pause", "resume", "step", "stop"]) }),
  z.object({ do: z.literal("ask"), question: z.string().trim().min(1).max(4_000) }),
]);

/** The deed that a body asks for, or in plain words why it asks for none. */
export type Asked<D> = { readonly deed: D } | { readonly problem: string };

export function deedAsked(body: unknown): Asked<Deed> {
  return asked(deed, body);
}

export function worldDeedAsked(body: unknown): Asked<WorldDeed> {
  return asked(worldDeed, body);
}

function asked<D>(schema: z.ZodType<D>, body: unknown): Asked<D> {
  const read = schema.safeParse(body);
  if (read.success) return { deed: read.data };
  const [issue] = read.error.issues;
  if (issue === undefined) return { problem: "Nothing that can be done was asked for." };
  if (issue.path.join(".") === "do") return { problem: `"do" names no deed that is known here.` };
  return { problem: `${issue.path.join(".") || "The body"}: ${issue.message}.` };
}
