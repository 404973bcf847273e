// Which words carry no meaning for a question to a catalog, as data.

function setOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Dropped everywhere: they neither name a thing nor say what is asked of it. */
export const FILLERS = setOf(`
  a an the this that these those our my your their its his her please pls plz plzz thx thanks thank hey hi hello hallo
  ok okay so well just really actually currently nowadays today tonight now right again still also very quick quickly
  question anyone anybody somebody someone folks guys everyone y'all here there kinda sorta btw fyi asap urgent
  urgently maybe perhaps again any some ever even already yet exactly properly correctly best quickest easiest
  hmm um uh lol cheers morning afternoon evening everybody ya yo dear kindly
`);

/** Carry little: they neither count as left over nor decide a search. */
export const STOP_WORDS = setOf(`
  i me we you he she it they us them who whom whose what which where when why how is are was were be been being am
  do does did done doing has have had having can could may might will would shall should must of for to in on at by
  with from into onto about over under after before between and or but not no if then than as up out off down via per
  tell show give let know say says said get gets got getting need needs needed want wants wanted like use used using
  uses find finds found see sees look looks looking help helps make makes made want try trying go goes going come
  comes help one ones way ways thing things stuff bit lot much many more most other another all each
  every both same own able possible happen happens happened way place somewhere something anything everything
  person people guy else working works work run runs running live lives put set keep start use
  handle handles take takes taking care main
  im ive id dont doesnt isnt cant
`);

/** Say something, but seldom what a question is about. */
export const WEAK_WORDS = setOf(`
  old new current latest whole first next last long short often soon
  day week month time today difference between kind type example step steps process procedure instructions guide
  policy rule rules checklist best practice info information details correct proper
  broken break breaks failing fails failed fail error errors issue issues problem problems trouble weird stuck crash
  crashing crashed wrong bad
`);

/** Name a class of things, and so say nothing more when they stand beside a name: "the checkout service". */
export const GENERIC_NOUNS = setOf(`
  service services svc microservice microservices app apps application applications component components team teams
  squad squads group groups system systems api apis module package project product website site backend
  frontend server prod production staging environment env resource resources entity code flow page feature
  crew department org database databases db queue bucket topic library
`);

/** What may stand beside a name and tells which kind is meant. */
export const KIND_WORDS: ReadonlyMap<string, string> = new Map([
  ...["service", "services", "svc", "microservice", "app", "application", "component", "website"].map(
    (word) => [word, "component"] as const,
  ),
  ...["team", "teams", "squad", "group", "crew"].map((word) => [word, "group"] as const),
  ...["system", "systems"].map((word) => [word, "system"] as const),
  ...["api", "apis"].map((word) => [word, "api"] as const),
  ...["database", "db", "queue", "bucket", "topic", "resource", "cache", "cluster"].map(
    (word) => [word, "resource"] as const,
  ),
]);

/** Endings that people leave out or add when they name a service: one that stands apart names the same thing. */
export const NAME_ENDINGS = setOf("service svc api app component team group system squad");

/** The form in which a word is compared with a cue: its stem, and one form for the commonest verbs. */
export function cueFormOf(word: string): string {
  return FORMS.get(word) ?? stemOf(word);
}

const FORMS: ReadonlyMap<string, string> = new Map([
  ...["is", "are", "was", "were", "be", "am"].map((word) => [word, "is"] as const),
  ...["do", "does", "did", "doing"].map((word) => [word, "do"] as const),
  ...["use", "uses", "used", "using"].map((word) => [word, "use"] as const),
]);

/**
 * The stem of an English word, cut roughly: only equality counts, and both sides are cut alike.
 * "deploys", "deploying", "deployment" give "deploy"; "rotate", "rotation" give "rotat".
 */
export function stemOf(word: string): string {
  let stem = word;
  if (stem.length < 4) return stem;
  if (stem.endsWith("ies")) stem = `${stem.slice(0, -3)}y`;
  else if (stem.endsWith("sses") || stem.endsWith("shes") || stem.endsWith("ches")) stem = stem.slice(0, -2);
  else if (/[^siu]s$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.endsWith("ation") && stem.length >= 11) stem = stem.slice(0, -5);
  else if (stem.endsWith("ment") && stem.length >= 9) stem = stem.slice(0, -4);
  else if (stem.endsWith("ing") && stem.length >= 6) stem = undoubled(stem.slice(0, -3));
  else if (stem.endsWith("ion") && stem.length >= 7) stem = stem.slice(0, -3);
  else if (stem.endsWith("ed") && stem.length >= 5) stem = undoubled(stem.slice(0, -2));
  if (stem.endsWith("e") && stem.length >= 5) stem = stem.slice(0, -1);
  return stem;
}

function undoubled(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}
