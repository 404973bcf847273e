import { useCallback, useMemo } from "react";
import type { ChannelSeen } from "../../web/protocol.ts";
import { useClient } from "../client.tsx";
import { Composer } from "../composer/composer.tsx";
import { useFocusAfterThread } from "../composer/use-focus-after-thread.ts";
import { Announcer } from "../messages/announcer.tsx";
import { EditingProvider, useEditing } from "../messages/editing.tsx";
import { MessageList } from "../messages/message-list.tsx";
import { isSystemLine, isTopLevel } from "../messages/rows.ts";
import { usePlace } from "../place-context.tsx";
import { ChannelHeader } from "./channel-header.tsx";
import { ChannelStart } from "./channel-start.tsx";
import { JoinBar } from "./join-bar.tsx";

export function Channel({ channel }: { readonly channel: ChannelSeen }) {
  return (
    <EditingProvider>
      <ChannelHeader channel={channel} />
      <ChannelMessages channel={channel} />
    </EditingProvider>
  );
}

function ChannelMessages({ channel }: { readonly channel: ChannelSeen }) {
  const { state, act } = useClient();
  const { place } = usePlace();
  const { edit, composer } = useEditing();
  useFocusAfterThread(composer, place.thread);
  const { id, kind, name } = channel;
  const all = state.messages[id];
  const messages = useMemo(() => (all ?? []).filter(isTopLevel), [all]);
  const title = kind === "im" ? name : `#${name}`;

  const newestAtAll = all?.at(-1)?.ts;
  const sawEnd = useCallback(
    (ts: string) => {
      const upTo = newestAtAll !== undefined && newestAtAll > ts ? newestAtAll : ts;
      // What was not kept as read now is read again when the next message comes.
      if (upTo > channel.last_read) act({ do: "reads", channel: id, ts: upTo }).catch(() => undefined);
    },
    [act, id, channel.last_read, newestAtAll],
  );

  function editLast(): void {
    const own = messages.findLast((message) => message.user === state.me && !isSystemLine(message));
    if (own !== undefined) edit(own.ts);
  }

  const isOpen = kind === "im" || (channel.is_member && !channel.archived);
  return (
    <>
      {messages.length === 0 ? (
        <ChannelStart channel={channel} />
      ) : (
        <MessageList
          label={`Messages in ${title}`}
          messages={messages}
          at={place.thread === undefined ? place.at : undefined}
          lastRead={channel.last_read}
          sawEnd={sawEnd}
        />
      )}
      <Announcer messages={messages} />
      {isOpen ? (
        <Composer
          key={id}
          channel={id}
          label={`Message ${kind === "im" ? (state.users[state.bot]?.name ?? name) : title}`}
          editLast={editLast}
        />
      ) : (
        <JoinBar channel={channel} />
      )}
    </>
  );
}
