import type { Loaded } from "../../src/flow/cache.ts";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { fold } from "../../src/incident/evolve.ts";
import { type RawEvent, readEvent } from "../../src/incident/read-event.ts";
import { at, channelOpened, declared, fact, inCommand, resolved, streamOf, type Told } from "../given.ts";
import written from "./fixtures/events-v1.json" with { type: "json" };

export const HOSTILE = "<!channel> <@U9> @here #general *b* _i_ ~s~ `c` > q :fire: &lt; \u0000\ud800\u202e 👩‍🚒\n> x";
const LONG = "🔥 long ".repeat(1_500);

/** Incidents at the edges of what there can be, as the screens get them. */
export const EXTREMES: readonly (readonly [name: string, loaded: Loaded])[] = [
  ["nothing but a title", loadedOf(declared({ title: "x", by: null, services: [] }))],
  ["triage", loadedOf(declared({ triage: true }), ...alerts(50, HOSTILE))],
  ["dismissed triage", loadedOf(declared({ triage: true }), fact("Cancelled", { reason: HOSTILE }))],
  ["investigating", loadedOf(declared({ unsure: true }), channelOpened(), inCommand("U1"))],
  ["identified", loadedOf(declared(), channelOpened(), status("identified"))],
  ["monitoring", loadedOf(declared(), channelOpened(), status("monitoring"))],
  ["resolved", loadedOf(declared(), channelOpened(), resolved(at(9)))],
  ["cancelled", loadedOf(declared(), channelOpened(), fact("Cancelled", { reason: "duplicate" }))],
  ["a private drill", loadedOf(declared({ mode: "drill", private: true, ref: "SEC-1" }), channelOpened())],
  ["a severity that is gone", loadedOf(declared({ severity: "P0" }), channelOpened(), resolved(at(9)))],
  ["hostile text everywhere", full(HOSTILE, 5)],
  ["as much as there can be", full(LONG, 50)],
  ["all of it empty", full("", 3)],
  ["one of every event", load((written as readonly RawEvent[]).map(readEvent))],
];

export function loadedOf(...happened: readonly Told[]): Loaded {
  return load(streamOf(happened));
}

export function load(events: readonly IncidentEvent[]): Loaded {
  const incident = fold(events);
  if (incident === undefined) throw new Error("It begins with its declaration");
  const stream = "incident/01K0000000000000000000000A";
  return { stream, incident, events, version: events.length, chain: "9f3c".repeat(16) };
}

/** Everything filled, with this text wherever text can stand. */
function full(text: string, count: number): Loaded {
  const title = [...text].slice(0, 150).join("");
  const services = Array.from({ length: Math.min(count, 30) }, (_, index) => `service-${index} ${title}`);
  const numbers = Array.from({ length: count }, (_, index) => index);
  return loadedOf(
    declared({ title, services, unsure: true }),
    channelOpened(),
    inCommand("U1"),
    ...["comms", "scribe", "deputy"].map((role, index) =>
      fact("RoleAssigned", { role, user: `U${index + 2}`, from: null, by: "U1" }),
    ),
    ...alerts(count, text),
    ...numbers.flatMap((index): readonly Told[] => [
      fact("PageAsked", { page: `g${index}`, target: { name: text, service: "P", users: [] }, why: text, by: "U1" }),
      fact("PageSent", { page: `g${index}`, alert: `Q${index}`, url: null, people: [text, text] }),
      fact("NoteAdded", { text, decision: index % 2 === 0, message: null }),
      fact("CustomerAffected", { user: "U4", customer: `${index} ${text}` }),
      fact("EffectGaveUp", { key: `incident/x/${index}/page/g${index}`, kind: "page", why: text }),
      fact("QuestionAnswered", { question: text, answer: text, answerable: true, sources: [text] }),
    ]),
    fact("ImpactStated", { text }),
    fact("TitleChanged", { from: title, to: title }),
    status("identified"),
    fact("UpdateGiven", { text, customerSentence: text, nextAt: at(30), announce: true }),
    fact("CustomerSentenceApproved", { update: 1, by: "U1" }),
    fact("UpdateGiven", { text, customerSentence: `${text}!`, nextAt: null, announce: true }),
    fact("HandoverOffered", { from: "U1", to: "U2", brief: text }),
    resolved(at(9), { what: text }),
    fact("PostmortemStarted", { owner: "U1", due: at(9_000) }),
    fact("PostmortemSectionEdited", { section: "impact", text, over: 0 }),
    fact("PostmortemAnswered", { question: "well:what", text }),
    fact("Reopened", { reason: text, undo: false }),
  );
}

function alerts(count: number, text: string): readonly Told[] {
  return Array.from({ length: count }, (_, index) =>
    fact("AlertJoined", {
      alert: `P${index}`,
      service: `service-${index} ${text}`,
      title: text,
      url: index % 2 === 0 ? text : "https://pagerduty.example/incidents/P1",
      people: [text],
      urgency: "high",
      priority: null,
    }),
  );
}

function status(to: "identified" | "monitoring"): Told {
  return fact("StatusChanged", { from: "investigating", to, undo: false });
}

/** The ids of everything that can be pressed, wherever it stands. */
export function actionsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (typeof value !== "object" || value === null) return [];
  const here = "action_id" in value && typeof value.action_id === "string" ? [value.action_id] : [];
  return [...here, ...Object.values(value).flatMap(actionsIn)];
}
