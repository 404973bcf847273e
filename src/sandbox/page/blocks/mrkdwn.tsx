import { useMemo } from "react";
import { parseMrkdwn } from "../../print/mrkdwn.ts";
import { TextNodes } from "./text-nodes.tsx";

/** Text in Slack's own formatting. `verbatim` leaves bare addresses and names alone. */
export function Mrkdwn({ text, verbatim = false }: { readonly text: string; readonly verbatim?: boolean }) {
  const nodes = useMemo(() => parseMrkdwn(text, { verbatim }), [text, verbatim]);
  return <TextNodes nodes={nodes} />;
}
