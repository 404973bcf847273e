import { statusSays, statusTitle } from "../../incident/say.ts";
import { atDesk, incidentNamed } from "../desk.ts";
import { misused } from "../stop.ts";
import type { Command } from "../terminal.ts";
import { readWords } from "./asked.ts";
import { write, written } from "./write.ts";

const STATUSES = ["investigating", "identified", "monitoring"] as const;

export const status: Command = async (args, terminal) => {
  const { ref, words, isJson } = readWords(args);
  const word = words.toLowerCase();
  if (word.startsWith("resol")) throw misused("incident resolve REF WHAT_FIXED_IT resolves it.");
  const to = word === "" ? undefined : STATUSES.find((one) => one.startsWith(word));
  if (to === undefined)
    throw misused(`the statuses are ${STATUSES.map((one) => `${one} (${statusSays(one)})`).join(", ")}`);
  return atDesk(terminal, async (desk) => {
    const { stream } = await incidentNamed(ref, desk);
    const carried = await write(desk, stream, { type: "setStatus", to });
    const { incident, added } = carried;
    const says = `${incident.ref} is ${added.length === 0 ? "already " : ""}${statusTitle(incident.status)}.`;
    return written(desk, terminal, carried, { isJson, says: [says] });
  });
};
