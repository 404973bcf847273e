import { MINUTE } from "../../src/shared/time.ts";
import { alertBody } from "../bodies.ts";
import { T0 } from "../given.ts";
import { ANA, BO, CY, declared, type Happened, PAGERDUTY } from "./record.ts";

const pageOf = (service: string, alert: string, title: string) =>
  alertBody({ alert, service, title, people: ["bo"], priority: "P1" });

/** Five alerts open it; command passes from ana to bo; v412 is rolled back; it is over after 52 minutes. */
export const checkoutIsDown: readonly Happened[] = [
  [0, PAGERDUTY, "Declared", { ...declared, by: null, via: "pagerduty" }],
  [0, PAGERDUTY, "AlertJoined", pageOf("checkout", "P1", "5xx above 5 %")],
  [1, PAGERDUTY, "AlertJoined", pageOf("payments", "P2", "Charges time out")],
  [2, PAGERDUTY, "AlertJoined", pageOf("checkout", "P3", "Latency p99 above 4 s")],
  [3, PAGERDUTY, "AlertJoined", pageOf("payments", "P4", "Queue grows")],
  [4, PAGERDUTY, "AlertJoined", pageOf("checkout", "P5", "Pods restart")],
  [2, PAGERDUTY, "AlertAcknowledged", { alert: "P1", by: { user: "U2", name: "bo" } }],
  [3, "pitwall", "ChannelOpened", { channel: "C7", name: "inc-7-checkout", byHand: false }],
  [3, ANA, "ResponderJoined", { user: "U1" }],
  [3, BO, "ResponderJoined", { user: "U2" }],
  [4, CY, "ResponderJoined", { user: "U3" }],
  [4, ANA, "RoleAssigned", { role: "commander", user: "U1", from: null, by: "U1" }],
  [5, ANA, "RoleAssigned", { role: "scribe", user: "U3", from: null, by: "U1" }],
  [6, CY, "NoteAdded", { text: "Error rate 40 %, only card payments", decision: false, message: null }],
  [8, ANA, "SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }],
  [9, ANA, "ImpactStated", { text: "Card payments fail" }],
  [
    10,
    CY,
    "QuestionAnswered",
    { question: "how do I roll back payments?", answer: "…", answerable: true, sources: ["docs/rollback.md"] },
  ],
  [11, CY, "QuestionAnswered", { question: "who owns the card gateway?", answer: "", answerable: false, sources: [] }],
  [12, ANA, "NoteAdded", { text: "Roll back v412", decision: true, message: null }],
  [
    13,
    BO,
    "MessageKept",
    {
      message: { channel: "C7", ts: "13.0" },
      author: "U2",
      text: "Errors began with the deploy",
      files: [{ name: "graph.png", type: "png", alt: "error rate", link: null }],
      permalink: "https://acme.slack.com/p13",
    },
  ],
  [15, ANA, "HandoverOffered", { from: "U1", to: "U2", brief: "Rollback runs" }],
  [16, BO, "HandoverAccepted", { from: "U1", to: "U2" }],
  [
    20,
    BO,
    "UpdateGiven",
    { text: "Rolling back v412", customerSentence: null, nextAt: T0 + 50 * MINUTE, announce: true },
  ],
  [30, BO, "StatusChanged", { from: "investigating", to: "identified", undo: false }],
  [40, BO, "StatusChanged", { from: "identified", to: "monitoring", undo: false }],
  [52, BO, "Resolved", { what: "Rolled back v412", impactEndedAt: T0 + 38 * MINUTE, resolveAlerts: true }],
  [52, BO, "PostmortemStarted", { owner: "U1", due: T0 + 7200 * MINUTE }],
];
