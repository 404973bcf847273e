import type { TextObject } from "@slack/types";
import { Emoji } from "../emoji/emoji.tsx";
import { Mrkdwn } from "./mrkdwn.tsx";

const EMOJI = /:([a-z\d_+'-]*[a-z][a-z\d_+'-]*(?:::skin-tone-[2-6])?|[+-]1|100):/;

/** A text object of a block. */
export function Text({ of: text }: { readonly of: TextObject }) {
  if (text.type === "mrkdwn") return <Mrkdwn text={text.text} verbatim={text.verbatim ?? false} />;
  return text.emoji === false ? text.text : <WithEmoji text={text.text} />;
}

/** Plain text in which nothing but `:names:` of emoji means anything. */
function WithEmoji({ text }: { readonly text: string }) {
  return text.split(EMOJI).map((piece, index) => (index % 2 === 1 ? <Emoji key={index} name={piece} /> : piece));
}
