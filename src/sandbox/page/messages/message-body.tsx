import { useMemo } from "react";
import type { Message, Values } from "../../slack/model.ts";
import type { Spot } from "../../web/protocol.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { Mrkdwn } from "../blocks/mrkdwn.tsx";
import { Files } from "./files.tsx";
import { isSystemLine } from "./rows.ts";

const NO_VALUES: Values = {};

export function MessageBody({ message }: { readonly message: Message }) {
  const { channel, ts, text, blocks, files } = message;
  const spot = useMemo<Spot>(() => ({ in: "message", channel, ts }), [channel, ts]);
  if (message.subtype === "tombstone") return <p className="message-system">This message was deleted.</p>;
  if (isSystemLine(message)) {
    return (
      <div className="message-system">
        {/* The name stands above already. */}
        <Mrkdwn text={text.replace(new RegExp(`^<@${message.user}(?:\\|[^>]*)?> `), "")} />
      </div>
    );
  }
  return (
    <div className="message-body" data-words={isOfWords(message) || undefined}>
      {blocks !== undefined && blocks.length > 0 ? (
        <Blocks blocks={blocks} spot={spot} values={NO_VALUES} />
      ) : (
        text !== "" && (
          <div className="message-text">
            <Mrkdwn text={text} />
          </div>
        )
      )}
      {message.edited !== undefined && <span className="message-edited"> (edited)</span>}
      {files !== undefined && files.length > 0 && <Files files={files} />}
    </div>
  );
}

/** Nothing but one text: then "(edited)" stands at its end, else below all blocks. */
function isOfWords({ blocks = [] }: Message): boolean {
  return blocks.length === 0 || (blocks.length === 1 && blocks[0]?.type === "rich_text");
}
