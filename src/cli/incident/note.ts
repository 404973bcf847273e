import { readTimeWords } from "../../slack/clock-words.ts";
import { atDesk, incidentNamed } from "../desk.ts";
import { misused } from "../stop.ts";
import type { Command } from "../terminal.ts";
import { readWords } from "./asked.ts";
import { write, written } from "./write.ts";

export const note: Command = async (args, terminal) => {
  const { ref, words, isJson } = readWords(args);
  return atDesk(terminal, async (desk) => {
    const { text, at } = readTimeWords(words, desk.clock.now(), desk.config.workspace.timezone);
    if (text === "") throw misused("what is the note?");
    const { stream, incident } = await incidentNamed(ref, desk);
    const when = at === undefined ? {} : { at };
    const carried = await write(desk, stream, { type: "addNote", text, decision: false, message: null, ...when });
    return written(desk, terminal, carried, { isJson, says: [`Noted on ${incident.ref}: ${text}`] });
  });
};
