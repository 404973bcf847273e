import { fold } from "./fold.ts";
import { cueFormOf } from "./words.ts";

export type Intent = (typeof TABLE)[number]["intent"];

/** Where the answer lies: in the catalog's entries, in documents, or in a part of the bot that watches the present. */
export type Source = "catalog" | "documents" | "elsewhere";

export type IntentRow = {
  readonly intent: string;
  readonly from: Source;
  /** Kinds of entity that it is asked of, the likeliest first. */
  readonly kinds: readonly string[];
  /** The question in full, with `{}` for the entity; offered as a reading when it is not clear which one is meant. */
  readonly says: string;
  /** By weight, the phrases that ask for this, parted by ";". `{}` is an entity, `*` up to three words. */
  readonly cues: Readonly<Record<number, string>>;
};

const THINGS = ["component", "api", "resource", "system", "domain", "group", "user"];
const PARTS = ["component", "system", "api", "resource", "domain", "group", "user"];
const TEAMS = ["group", "system", "domain", "user", "component"];

/** The questions that are understood. The first of two that fit equally well is taken. */
const TABLE = [
  {
    intent: "on-call",
    from: "catalog",
    kinds: ["component", "system", "group", "api", "resource", "domain", "user"],
    says: "Who is on call for {}?",
    cues: {
      4: "on call; oncall; on duty; carry * pager; on shift; who has * pager; who is on for",
      3: `who * page; who * ring; who do i call; who can i call; who should i call; who to call; page whom;
        wake; who get page; duty; pager; pagerduty; first responder; escalate to`,
      2: "page {}; page the",
    },
  },
  {
    intent: "roll-back",
    from: "documents",
    kinds: THINGS,
    says: "How do I roll back {}?",
    cues: {
      4: "roll back; rollback; revert; undo * deploy; undo * release; back out; back to * previous",
      3: "previous version; last good version",
    },
  },
  {
    intent: "changes",
    from: "elsewhere",
    kinds: THINGS,
    says: "What changed in {}?",
    cues: {
      5: `last deploy; last release; when * deploy; who deploy; who ship; who release; when * release; latest
        version of; latest deploy; which version; what version; what change; recent change; recent deploy;
        latest change; last change`,
    },
  },
  {
    intent: "incidents",
    from: "elsewhere",
    kinds: THINGS,
    says: "Which incidents did {} have?",
    cues: {
      5: `last incident; recent incident; open incident; incident of {}; incident for {}; is {} down; {} down;
        is {} up; is {} broken; is {} ok; is {} healthy; outage of {}; how many incident; status of {}`,
    },
  },
  {
    intent: "runbook",
    from: "catalog",
    kinds: THINGS,
    says: "Where is the runbook of {}?",
    cues: {
      4: "runbook; playbook; run book",
      3: "what * do when {}; what * do if {}; troubleshoot {}; debug {}; fix {}; emergency procedure",
    },
  },
  {
    intent: "slo",
    from: "catalog",
    kinds: THINGS,
    says: "What is the SLO of {}?",
    cues: {
      4: `slo; slos; sla; error budget; availability target; service level; reliability target; uptime target;
        how reliable; how available`,
      3: "uptime; availability",
    },
  },
  {
    intent: "dashboard",
    from: "catalog",
    kinds: THINGS,
    says: "Where is the dashboard of {}?",
    cues: { 4: "dashboard; grafana", 3: "graph; chart; metric", 2: "monitor" },
  },
  {
    intent: "logs",
    from: "catalog",
    kinds: THINGS,
    says: "Where are the logs of {}?",
    cues: { 4: "log of; log for; {} log", 3: "log; logs; kibana; splunk; loki" },
  },
  {
    intent: "repository",
    from: "catalog",
    kinds: THINGS,
    says: "Where is the code of {}?",
    cues: {
      4: `repository; repo; source code; codebase; where * code; git url; clone {}; code of; code for; code
        live; {} code`,
      3: "github; gitlab; git; checkout code",
      2: "source",
    },
  },
  {
    intent: "dependents",
    from: "catalog",
    kinds: PARTS,
    says: "What depends on {}?",
    cues: {
      5: `what depend on {}; who depend on {}; service depend on {}; depend on {}; which * depend on {}; what
        use {}; who use {}; service use {}; who call {}; what call {}; service call {}; who consume {};
        service consume {}; what consume {}`,
      4: `dependent of {}; {} dependents; dependents; blast radius; consumer of; {} consumer; client of {};
        caller of {}; downstream; what happen if * {}; what happen when * {}; what * wrong if * {}; if *
        lose {}; without {}; what break if {}; break if {}; break when {}; {} go down; {} is down what;
        affect by {}; affect if {}; affect when {}; impact if {}; impact of {}; rely on {}; need {} to; user
        of {}; built on {}`,
    },
  },
  {
    intent: "dependencies",
    from: "catalog",
    kinds: PARTS,
    says: "What does {} depend on?",
    cues: {
      5: `{} depend on; do {} depend; do {} use; do {} call; do {} consume; do {} rely; do {} need; {} rely
        on; {} talk to; do {} talk`,
      4: `dependency; dependencies; upstream; need by {}; use by {}; call by {}; {} need; {} use; {} call`,
    },
  },
  {
    intent: "tier",
    from: "catalog",
    kinds: THINGS,
    says: "Which tier is {}?",
    cues: {
      4: "tier; criticality; how critical; how important; tier0",
      3: "critical; business critical",
    },
  },
  {
    intent: "members",
    from: "catalog",
    kinds: TEAMS,
    says: "Who is in {}?",
    cues: {
      4: `member; who is on {}; who is in {}; who work on {}; who work in {}; who work for {}; who belong to
        {}; part of * team; who make up {}; people in {}; people on {}; which team is {}; what team is {};
        engineer in {}; engineer on {}; {} roster; {} consist of`,
    },
  },
  {
    intent: "list",
    from: "catalog",
    kinds: TEAMS,
    says: "What belongs to {}?",
    cues: {
      5: `do {} own; {} own; do {} maintain; do {} run; own by {}; maintain by {}; run by {}; what is in {};
        {} contain; {} is responsible for; {} responsible for; belong to {}; service of {}; service in {};
        service by {}; service from {}; service part of {}; part of {}`,
      4: `list all; list every; list of; all service; all team; all system; list service; list team; list
        system; which service are there; which team are there; which team exist; what team exist; what
        service exist; all service {}; all api; list api; {} portfolio; what do we have`,
      2: "list",
    },
  },
  {
    intent: "owner",
    from: "catalog",
    kinds: THINGS,
    says: "Who owns {}?",
    cues: {
      4: `who own; owner; ownership; who maintain; maintainer; who is responsible; who run {}; who look after;
        who take care; who is in charge; in charge of; accountable; who build; who develop; who write; who
        wrote; who made {}; who manage; who is behind; team behind; who support {}; who is {} own by; whose`,
      3: "own; responsible; which team; what team; maintain; belong; who handle; who do {}",
    },
  },
  {
    intent: "contact",
    from: "catalog",
    kinds: THINGS,
    says: "Whom do I ask about {}?",
    cues: {
      4: `who * ask; whom * ask; who * talk to; who * contact; who * reach; who * ping; contact; slack
        channel; which channel; what channel; where * ask; get in touch; reach out; point of contact; who
        know; who * help; ask channel; support channel; channel for; channel of; {} channel; where * report`,
      3: "channel; reach; speak to; speak with; get help with; ask about; email of; mail of",
    },
  },
  {
    intent: "request",
    from: "documents",
    kinds: THINGS,
    says: "How do I request {}?",
    cues: {
      4: `get access; access to; request access; ask for access; apply for; gain access; give * access; grant
        * access`,
      3: "request; permission; access",
    },
  },
  {
    intent: "create",
    from: "documents",
    kinds: THINGS,
    says: "How do I create {}?",
    cues: {
      4: `new service; create; scaffold; bootstrap; start * new; set up * new; add * new; make * new; spin up;
        build * new; new repo; generate`,
      2: "add",
    },
  },
  {
    intent: "deploy",
    from: "documents",
    kinds: THINGS,
    says: "How do I deploy {}?",
    cues: {
      3: `deploy; ship; roll out; rollout; push * production; push * prod; go live; to production; to prod;
        get * into production; get * into prod; deployment pipeline`,
      2: "release; publish",
    },
  },
  {
    intent: "lifecycle",
    from: "catalog",
    kinds: THINGS,
    says: "Is {} still maintained?",
    cues: {
      5: `lifecycle; deprecated; is {} production; still maintain; still support; still in use; still alive;
        experimental; is {} in production; end of life; sunset; is {} still`,
    },
  },
  {
    intent: "docs",
    from: "catalog",
    kinds: THINGS,
    says: "Where is the documentation of {}?",
    cues: {
      4: "documentation; doc of; doc for; {} doc; docs; techdocs; wiki; handbook; readme",
      2: "doc; guide; read about",
    },
  },
  {
    intent: "find",
    from: "catalog",
    kinds: PARTS,
    says: "Which service is it?",
    cues: {
      2: `which service; what service; which system; is there * service; which api; what api; which component;
        which app; which database; what database; which one`,
    },
  },
  {
    intent: "description",
    from: "catalog",
    kinds: THINGS,
    says: "What is {}?",
    cues: {
      3: "what do {} do; what is {} for; purpose of; describe; explain {}; {} mean",
      2: `what is {}; what are {}; tell * about {}; about {}; who is {}; {} info; {} overview; info on {};
        details of {}; summary of {}`,
    },
  },
  {
    intent: "how-to",
    from: "documents",
    kinds: THINGS,
    says: "How is it done?",
    cues: {
      1: `how do; how to; how can; how should; how would; how is; how are; step; process; guide; what is the
        way; where can i; can i; instruction; procedure; policy; rule; best practice; checklist; what
        happen; what do i`,
    },
  },
  {
    intent: "help",
    from: "elsewhere",
    kinds: [],
    says: "What can I ask?",
    cues: { 5: "what can you do; what can i ask; how do you work; who are you; what are you" },
  },
] as const satisfies readonly IntentRow[];

export const INTENTS: readonly (IntentRow & { readonly intent: Intent })[] = TABLE;

export function rowOf(intent: Intent): IntentRow {
  const row = INTENTS.find((each) => each.intent === intent);
  if (row === undefined) throw new Error(`no intent ${intent}`);
  return row;
}

/** Phrases as stems, with their weights, longest first. */
export type Cue = { readonly intent: Intent; readonly weight: number; readonly stems: readonly string[] };

export const CUES: readonly Cue[] = INTENTS.flatMap(({ intent, cues }) =>
  Object.entries(cues).flatMap(([weight, phrases]) =>
    phrases.split(";").map((phrase) => {
      return { intent, weight: Number(weight), stems: fold(phrase).trim().split(/\s+/).map(cueFormOf) };
    }),
  ),
);

/** Every word that occurs in a cue, as a stem: these are no names, and may be misspelt. */
export const CUE_STEMS: ReadonlySet<string> = new Set(
  CUES.flatMap((cue) => cue.stems).filter((stem) => stem !== "{}" && stem !== "*"),
);
