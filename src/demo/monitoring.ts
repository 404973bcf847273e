import type { Deed } from "./deed.ts";
import type { Run } from "./run.ts";

type Of<Verb extends Deed["verb"]> = Extract<Deed, { readonly verb: Verb }>;

export function alert({ alert: title, service, urgency }: Of<"alert">, run: Run): void {
  trigger(title, service, run, urgency);
}

export function storm({ storm: count, services, titles }: Of<"storm">, run: Run): void {
  for (let index = 0; index < count; index += 1) {
    const service = services[index % services.length] ?? "";
    const turn = Math.floor(index / services.length);
    const title = titles[turn % titles.length] ?? "";
    const number = Math.floor(turn / titles.length) + 1;
    trigger(title.replaceAll("{service}", service).replaceAll("{n}", String(number)), service, run);
  }
}

/** What recovers was found by this story. */
export function recovers({ recovers: title }: Of<"recovers">, { failing, stage }: Run): void {
  const well = [...failing].filter(([, one]) => title === "everything" || one.title === title);
  if (well.length === 0) throw new Error(`Nothing called "${title}" is failing`);
  for (const [key, { service }] of well) {
    stage.pagerduty.recovers(service, key);
    failing.delete(key);
  }
}

function trigger(title: string, service: string, run: Run, urgency?: "high" | "low"): void {
  const key = run.alertKey(title);
  run.stage.pagerduty.triggers(service, title, { key, ...(urgency === undefined ? {} : { urgency }) });
  run.failing.set(key, { service, title });
}
