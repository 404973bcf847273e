import { userInfo } from "node:os";
import { ulid } from "ulid";
import type { Carried, Result } from "../../flow/carry-out.ts";
import type { IncidentCommand } from "../../incident/command.ts";
import { isFrozen } from "../../wiring/freeze.ts";
import { WORKER_LEASE } from "../../wiring/lease.ts";
import type { Desk } from "../desk.ts";
import { failed } from "../stop.ts";
import { plain, sayJson, type Terminal } from "../terminal.ts";
import { incidentJson } from "./incident-json.ts";

const WAITS = "No bot is running now: recorded; it will be done when the bot runs.";

const FROZEN =
  "Pitwall was restored from a backup and is frozen: this was not recorded. Look at the record with pitwall incident list, then let it work again with pitwall restore --confirm.";

/** Writes as the person at this machine; a refusal ends the command with its sentence. */
export async function write(desk: Desk, stream: string, command: IncidentCommand): Promise<Carried> {
  if (await isFrozen(desk.ledger)) throw failed(FROZEN);
  const cause = `cli:${ulid(desk.clock.now())}`;
  const result = await desk.carryOut({ stream, command, actor: `cli:${userInfo().username}`, cause });
  return done(result);
}

/** Says what is now true, and whether somebody is there to tell Slack of it. */
export async function written(
  desk: Desk,
  terminal: Terminal,
  carried: Carried,
  how: { readonly isJson: boolean; readonly says: readonly string[] },
): Promise<number> {
  const holder = await desk.ledger.leaseHolder(WORKER_LEASE, desk.clock.now());
  const lines = [...how.says, ...(holder === undefined ? [WAITS] : [])].map(plain);
  if (how.isJson) {
    await sayJson(terminal, await incidentJson(carried, desk));
    for (const line of lines) terminal.note(line);
  } else await terminal.say(`${lines.join("\n")}\n`);
  return 0;
}

function done(result: Result): Carried {
  switch (result.outcome) {
    case "done":
      return result;
    case "refused":
      throw failed(result.refusal.sentence);
    case "repeated":
    case "lost-lease":
      throw new Error("The command line delivers nothing twice and settles nothing");
  }
}
