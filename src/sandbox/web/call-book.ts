import type { Exchange } from "../exchange.ts";
import type { CallSeen } from "./world-protocol.ts";

const KEPT = 3_000;
const ON_A_PAGE = 200;
/** Characters of JSON that are shown of what was sent, and of what was answered. */
const LONGEST = 20_000;

/** What the app and the world around it said to each other, for the page's inspector. */
export type CallBook = {
  note(exchange: Exchange): void;
  /** The newest after that number, oldest first. */
  after(number: number): readonly CallSeen[];
};

export function openCallBook(noted: () => void): CallBook {
  const kept: { readonly number: number; readonly exchange: Exchange }[] = [];
  let last = 0;
  return {
    note(exchange) {
      last += 1;
      kept.push({ number: last, exchange });
      if (kept.length > KEPT) kept.shift();
      noted();
    },
    after: (number) =>
      kept
        .filter((each) => each.number > number)
        .slice(-ON_A_PAGE)
        .map(seen),
  };
}

function seen({ number, exchange }: { readonly number: number; readonly exchange: Exchange }): CallSeen {
  const { sent, answered } = exchange;
  const pointers = pointersIn(answered);
  return {
    number,
    ...exchange,
    sent: trimmed(sent),
    answered: trimmed(answered),
    ...(pointers.length === 0 ? {} : { pointers }),
  };
}

function trimmed(value: unknown): unknown {
  if (value === undefined) return null;
  const json = JSON.stringify(value);
  return json.length <= LONGEST ? value : `${json.slice(0, LONGEST)}…`;
}

/** Where Slack found fault: it says so in its answer, as "no more than 50 items allowed [json-pointer:/blocks]". */
function pointersIn(answered: unknown): { readonly pointer: string; readonly says: string }[] {
  if (typeof answered !== "object" || answered === null) return [];
  const { response_metadata, detail } = answered as {
    readonly response_metadata?: { readonly messages?: readonly string[] };
    readonly detail?: string;
  };
  const lines = [
    ...(response_metadata?.messages ?? []),
    ...(detail?.replace(/^invalid_blocks /, "").split("; ") ?? []),
  ];
  return lines.flatMap((line) => {
    const [, says, pointer] = /^(?:\[ERROR\] )?(.*) \[json-pointer:(.*)\]$/.exec(line) ?? [];
    return says === undefined || pointer === undefined ? [] : [{ pointer, says }];
  });
}
