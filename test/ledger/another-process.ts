import { openLedger } from "../../src/ledger/open.ts";
import { ownerName } from "../../src/ledger/owner.ts";
import { batch, claim, event, T } from "./given.ts";

/** What another process does with the same database; it prints its findings as JSON and lives on until it is told to end. */
const [url = "", work = ""] = process.argv.slice(2);
const ledger = await openLedger(url);
process.stdout.write(`${JSON.stringify(await done())}\n`);
process.stdin.resume();
process.stdin.once("end", () => void ledger.close());

async function done(): Promise<unknown> {
  switch (work) {
    case "note":
      return ledger.append(batch({ expected: (await ledger.read("incident/A")).length, events: [event()] }));
    case "note often":
      return noteOften();
    case "claim all":
      return claimAll();
    case "lease and claim": {
      const owner = ownerName("worker");
      const held = await ledger.holdLease("worker", owner, T, 60_000);
      return { owner, held, claimed: (await claim(ledger, T, owner))?.key };
    }
    default:
      throw new Error(`No such work: ${work}`);
  }
}

/** A hundred events, each decided on what is there. */
async function noteOften(): Promise<{ readonly conflicts: number }> {
  let conflicts = 0;
  for (let written = 0; written < 100; ) {
    const version = (await ledger.read("incident/A")).length;
    const appended = await ledger.append(batch({ expected: version, actor: `cli:${process.pid}`, events: [event()] }));
    if (appended.ok) written += 1;
    else conflicts += 1;
  }
  return { conflicts };
}

async function claimAll(): Promise<readonly string[]> {
  const keys: string[] = [];
  for (
    let next = await claim(ledger, T, ownerName("worker"));
    next;
    next = await claim(ledger, T, ownerName("worker"))
  ) {
    keys.push(next.key);
  }
  return keys;
}
