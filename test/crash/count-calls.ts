import http, { type ClientRequest } from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import type { Counter } from "./counter.ts";

const never = new Promise<never>(() => undefined);

/** As the connection is cut between Slack's doing and our hearing of it. */
function hungUp(): Error {
  return Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
}

/** From now on the calls of whoever has a counter are its points. */
export function countCalls(current: () => Counter | undefined): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const counter = current();
    if (counter === undefined) return fetch(input, init);
    const path = pathOf(input instanceof Request ? input.url : String(input));
    if (counter.pass(`calling ${path}`) === "dead") return never;
    const answer = await fetch(input, init);
    const passing = counter.pass(`answered ${path}`);
    if (passing === "dead") return never;
    if (passing === "on") return answer;
    await answer.arrayBuffer();
    throw new TypeError("fetch failed", { cause: hungUp() });
  };
  for (const one of [http, https]) {
    const { request } = one;
    const counted = (...asked: unknown[]): ClientRequest => {
      const counter = current();
      const make = () => (request as (...asked: unknown[]) => ClientRequest)(...asked);
      if (counter === undefined) return make();
      const [first] = asked as [string | URL | { readonly method?: string; readonly path?: string }];
      const words =
        typeof first === "object" && "path" in first ? `${first.method ?? "GET"} ${first.path}` : String(first);
      if (counter.pass(`calling ${pathOf(words)}`) === "dead") throw hungUp();
      const made = make();
      const emit = made.emit.bind(made) as (event: string, ...more: unknown[]) => boolean;
      made.emit = (event: string, ...more: unknown[]) => {
        const passing = event === "response" ? counter.pass(`answered ${pathOf(words)}`) : "on";
        if (passing === "on") return emit(event, ...more);
        (more[0] as http.IncomingMessage).resume();
        return passing === "dead" ? false : emit("error", hungUp());
      };
      return made;
    };
    one.request = counted as typeof request;
  }
  syncBuiltinESMExports();
}

function pathOf(text: string): string {
  return text.replace(/^https?:\/\/[^/]+/, "").replace(/\?.*$/, "");
}
