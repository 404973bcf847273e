import { sayDuration } from "../../shared/time.ts";
import { atDesk, incidentNamed } from "../desk.ts";
import { misused } from "../stop.ts";
import type { Command } from "../terminal.ts";
import { readWords } from "./asked.ts";
import { write, written } from "./write.ts";

export const resolve: Command = async (args, terminal) => {
  const { ref, words: what, isJson } = readWords(args);
  if (what === "") throw misused("what fixed it?");
  return atDesk(terminal, async (desk) => {
    const { stream } = await incidentNamed(ref, desk);
    const carried = await write(desk, stream, {
      type: "resolve",
      what,
      by: null,
      impactEndedAt: undefined,
      resolveAlerts: true,
      owner: undefined,
      due: undefined,
    });
    const { incident, added } = carried;
    const after = sayDuration(desk.clock.now() - incident.declaredAt);
    const says =
      added.length === 0 ? `${incident.ref} is already resolved.` : `${incident.ref} resolved after ${after}.`;
    return written(desk, terminal, carried, { isJson, says: [says] });
  });
};
