import { type Answer, refusal } from "./answer.ts";
import { tooManyRequests } from "./rate-limit.ts";

/** What goes wrong with one call. Those that end in `lost` close the connection without a word. */
export type Fault =
  /** In real time. */
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "rate limit"; readonly headers?: Readonly<Record<string, string>> }
  /** A gateway's page in place of an answer. The call was not carried out. */
  | { readonly kind: "gateway"; readonly status: number }
  | { readonly kind: "server error" }
  | { readonly kind: "refusal"; readonly status: number; readonly code: number; readonly message: string }
  /** Not carried out. */
  | { readonly kind: "request lost" }
  /** Carried out, and the caller never learns it. */
  | { readonly kind: "reply lost" }
  /** Carried out, and the answer breaks off in the middle. */
  | { readonly kind: "reply torn" };

type Planned = { readonly operation: string; readonly fault: Fault; left: number };

export type Faults = ReturnType<typeof openFaults>;

/** Faults planned for the next calls of an operation, or of any. */
export function openFaults() {
  const planned: Planned[] = [];

  function plan(operation: string, fault: Fault, times: number): void {
    planned.push({ operation, fault, left: times });
  }

  function next(operation: string): Fault | undefined {
    const found = planned.find((one) => one.left > 0 && (one.operation === "any" || one.operation === operation));
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault;
  }

  return {
    plan,
    next,
    clear: () => void planned.splice(0),
    /** Those that strike still. */
    left: (): readonly Readonly<Planned>[] => planned.filter(({ left }) => left > 0),
  };
}

/** The answer that a fault gives in place of carrying the call out, or undefined when the call is carried out. */
export function answerOfFault(fault: Fault | undefined): Answer | undefined {
  switch (fault?.kind) {
    case undefined:
    case "delay":
    case "reply lost":
    case "reply torn":
    case "request lost":
      return undefined;
    case "rate limit":
      return { ...tooManyRequests(), headers: fault.headers ?? {} };
    case "gateway":
      return { status: fault.status, headers: { "content-type": "text/html" } };
    case "server error":
      return refusal(500, 2000, "Internal Server Error");
    case "refusal":
      return refusal(fault.status, fault.code, fault.message);
  }
}
