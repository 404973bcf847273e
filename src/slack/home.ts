import type { HomeView, KnownBlock } from "@slack/types";
import type { IncidentRow } from "../flow/look-up.ts";
import { openList } from "./blocks/list.ts";
import { button } from "./button.ts";
import { context, header } from "./text.ts";

/** What is open, yours first, and the way to declare. */
export function home(rows: readonly IncidentRow[], user: string): HomeView {
  const mine = rows.filter((row) => row.commander === user || row.members.includes(user));
  const others = rows.filter((row) => !mine.includes(row));
  const blocks: KnownBlock[] = [
    {
      type: "actions",
      block_id: "home",
      elements: [button("open-declare", "Declare an incident", { i: "" }, { style: "primary" })],
    },
    ...(mine.length === 0 ? [] : [header("Yours"), ...openList(mine).blocks]),
    ...(mine.length > 0 && others.length === 0
      ? []
      : [header(mine.length === 0 ? "Open incidents" : "Other open incidents"), ...openList(others).blocks]),
    context([
      "Ask me anything about the platform under Messages: who owns a service, how to deploy it, where its runbook is.",
    ]),
  ];
  return { type: "home", blocks };
}
