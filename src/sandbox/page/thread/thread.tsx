import { useMemo } from "react";
import type { ChannelSeen } from "../../web/protocol.ts";
import { useClient } from "../client.tsx";
import { Composer } from "../composer/composer.tsx";
import { Icon } from "../icon.tsx";
import { Announcer } from "../messages/announcer.tsx";
import { EditingProvider, useEditing } from "../messages/editing.tsx";
import { MessageList } from "../messages/message-list.tsx";
import { isSystemLine, isTopLevel } from "../messages/rows.ts";
import { usePlace } from "../place-context.tsx";
import "../styles/thread.css";

type Props = { readonly channel: ChannelSeen; readonly thread: string };

/** The replies to one message, beside the channel. */
export function Thread({ channel, thread }: Props) {
  const { go } = usePlace();
  const where = channel.kind === "im" ? channel.name : `#${channel.name}`;
  return (
    <aside className="thread" aria-label={`Thread in ${where}`}>
      <header className="thread-head">
        <h2>
          Thread <small>{where}</small>
        </h2>
        <button type="button" className="icon-button" title="Close (Esc)" onClick={() => go({ in: channel.id })}>
          <Icon name="close" />
          <span className="unseen">Close the thread</span>
        </button>
      </header>
      <EditingProvider>
        <Replies channel={channel} thread={thread} where={where} />
      </EditingProvider>
    </aside>
  );
}

function Replies({ channel, thread, where }: Props & { readonly where: string }) {
  const { state } = useClient();
  const { place } = usePlace();
  const { edit } = useEditing();
  const all = state.messages[channel.id];
  const messages = useMemo(
    () => (all ?? []).filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread),
    [all, thread],
  );
  // What is sent to the channel as well is said there.
  const replies = useMemo(() => messages.filter((message) => !isTopLevel(message)), [messages]);

  function editLast(): void {
    const own = messages.findLast((message) => message.user === state.me && !isSystemLine(message));
    if (own !== undefined) edit(own.ts);
  }

  return (
    <>
      <MessageList label={`Replies in ${where}`} messages={messages} at={place.at} isThread />
      <Announcer messages={replies} />
      {!channel.archived && (channel.is_member || channel.kind === "im") && (
        <Composer key={thread} channel={channel.id} thread={thread} label="Reply…" editLast={editLast} />
      )}
    </>
  );
}
