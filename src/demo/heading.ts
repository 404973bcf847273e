import type { Deed } from "./deed.ts";

/** What happens in a step, as a stage direction. */
export function heading(deed: Deed): string {
  switch (deed.verb) {
    case "alert":
      return `PagerDuty pages for ${deed.service}: ${deed.alert}`;
    case "storm":
      return `PagerDuty pages ${deed.storm} times for ${deed.services.join(", ")}`;
    case "recovers":
      return `monitoring sees it recover: ${deed.recovers}`;
    case "changes":
      return `${deed.who} brings out ${deed.changes}`;
    case "acknowledges":
      return `${deed.who} acknowledges in PagerDuty: ${pages(deed.acknowledges)}`;
    case "types":
      return `${deed.who} types ${deed.types}`;
    case "says":
      if (deed.thread === undefined) return `${deed.who} writes${deed.image === undefined ? "" : ", with a picture"}`;
      return `${deed.who} writes in ${deed.thread === "card" ? "the card's thread" : "a thread"}`;
    case "reacts":
      return `${deed.who} reacts with :${deed.reacts}:`;
    case "clicks":
      return `${deed.who} clicks [${deed.clicks}]`;
    case "submits":
      return `${deed.who} sends the form "${deed.submits}"`;
    case "closes":
      return `${deed.who} closes the form`;
    case "asks":
      return `somebody asks: ${deed.asks}`;
    case "waits":
      return deed.waits;
  }
}

function pages(titles: string | readonly string[]): string {
  return typeof titles === "string" ? titles : `${titles.length} pages`;
}
