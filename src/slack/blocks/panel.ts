import type { ModalView } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import { commanderOf, isOpen } from "../../incident/incident.ts";
import { statusTitle } from "../../incident/say.ts";
import { button, type Tag } from "../button.ts";
import { screen } from "../forms/inputs.ts";
import { type Line, rich } from "../text.ts";

/** `/incident` alone, inside an incident: everything that can be done, a press away. */
export function panel(loaded: Loaded): ModalView {
  const { incident, stream } = loaded;
  const tag: Tag = { i: stream, v: loaded.version };
  const commander = commanderOf(incident);
  const lines: Line[] = [
    [{ bold: `${incident.severity} · ${incident.title}` }],
    [
      `${statusTitle(incident.status)} · `,
      ...(commander === undefined ? ["nobody in command"] : ["commander ", { user: commander }]),
    ],
  ];
  const open = [
    commander === undefined
      ? button("take-command", "Take command", tag, { style: "primary" })
      : button("open-handover", "Hand over", tag),
    button("open-update", "Update", tag),
    button("open-details", "Change details", tag),
    button("open-page", "Page", tag),
    button("open-resolve", "Resolve", tag),
  ];
  const after = [button("reopen", "Reopen", tag), button("open-postmortem", "Postmortem", tag)];
  const always = [button("open-timeline", "Timeline", tag), button("open-delivery", "What was sent", tag)];
  return screen(incident.ref, [
    rich(...lines),
    { type: "actions", block_id: "panel-main", elements: isOpen(incident) ? open : after },
    { type: "actions", block_id: "panel-more", elements: always },
  ]);
}
