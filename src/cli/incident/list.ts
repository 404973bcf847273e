import { OPERATOR } from "../../flow/look-up.ts";
import { statusTitle } from "../../incident/say.ts";
import { inertInline } from "../../timeline/markdown-text.ts";
import { readOptions } from "../args.ts";
import { atDesk, type Desk } from "../desk.ts";
import { type Command, columns, plain, sayJson } from "../terminal.ts";
import { FORMS, formOf } from "./asked.ts";
import { type IncidentJson, incidentJson } from "./incident-json.ts";

/** As many as a script can want at once; `show` has the others. */
const MOST = 1_000;

export const list: Command = async (args, terminal) => {
  const { open, ...forms } = readOptions(args, { ...FORMS, open: { type: "boolean" } });
  const form = formOf(forms);
  const incidents = await atDesk(terminal, (desk) => incidentsAt(desk, open === true));
  switch (form) {
    case "json":
      await sayJson(terminal, incidents);
      break;
    case "md":
      await terminal.say(table(incidents));
      break;
    case "text":
      await terminal.say(
        incidents.length === 0
          ? "There are no incidents.\n"
          : columns(incidents.map(cells).map((row) => row.map(plain))),
      );
  }
  return 0;
};

/** Newest first; open ones the worst first. */
async function incidentsAt(desk: Desk, isOpen: boolean): Promise<readonly IncidentJson[]> {
  const rows = isOpen ? await desk.lookUp.open(OPERATOR) : await desk.lookUp.recent(OPERATOR, MOST);
  const found: IncidentJson[] = [];
  for (const { stream } of rows) {
    const loaded = await desk.lookUp.byStream(stream, OPERATOR);
    if (loaded !== undefined) found.push(await incidentJson(loaded, desk));
  }
  return found;
}

function cells({ ref, severity, status, milestones, commander, title }: IncidentJson): readonly string[] {
  const declared = (milestones["declared"] ?? "").slice(0, 16).replace("T", " ");
  return [ref, severity, statusTitle(status), declared, commander?.name ?? "nobody in command", title];
}

function table(incidents: readonly IncidentJson[]): string {
  const rows = incidents.map((incident) => `| ${cells(incident).map(inertInline).join(" | ")} |`);
  const head =
    "| Incident | Severity | Status | Declared (UTC) | Commander | Title |\n| --- | --- | --- | --- | --- | --- |";
  return `${[head, ...rows].join("\n")}\n`;
}
