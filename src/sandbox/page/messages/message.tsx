import { type KeyboardEvent, memo, useMemo, useState } from "react";
import type { Message as MessageData } from "../../slack/model.ts";
import { Avatar } from "../avatar.tsx";
import { useSeen } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { nameOf } from "../people.ts";
import { timesIn } from "../times.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { useEditing } from "./editing.tsx";
import { MessageBody } from "./message-body.tsx";
import { MessageEditor } from "./message-editor.tsx";
import { Reactions } from "./reactions.tsx";
import { isSystemLine, millisOf } from "./rows.ts";
import { ThreadSummary } from "./thread-summary.tsx";
import { Toolbar } from "./toolbar.tsx";

type Props = {
  readonly message: MessageData;
  readonly isFirst: boolean;
  readonly isThread: boolean;
  /** A link or a pin has led here. */
  readonly isSought: boolean;
};

export const Message = memo(function Message({ message, isFirst, isThread, isSought }: Props) {
  const { channel, ts } = message;
  const author = useSeen((state) => message.username ?? nameOf(state, message.user));
  const isApp = useSeen((state) => message.bot_id !== undefined || state.users[message.user]?.is_bot === true);
  const zone = useSeen((state) => state.users[state.me]?.tz ?? "UTC");
  const pinnedBy = useSeen((state) => {
    const pin = state.channels.find(({ id }) => id === channel)?.pins.find((each) => each.ts === ts);
    return pin === undefined ? undefined : nameOf(state, pin.by);
  });
  const isMine = useSeen((state) => state.me === message.user);
  const { edited, edit, composer } = useEditing();
  const [isPointedAt, setPointedAt] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const times = useMemo(() => timesIn(zone), [zone]);
  const at = millisOf(ts);
  const isEdited = edited === ts;
  const isOnlyMine = message.is_ephemeral === true;
  const canBeUsed = !isOnlyMine && !isSystemLine(message) && !isEdited;

  /** Slack's own keys: each presses the button of the toolbar that bears it. */
  function pressed(event: KeyboardEvent<HTMLElement>): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const button = event.currentTarget.querySelector<HTMLElement>(`.toolbar [data-key="${CSS.escape(key)}"]`);
    if (button === null && !(key === "e" && isMine && canBeUsed)) return;
    // The letter must not land in the field that opens.
    event.preventDefault();
    if (button === null) edit(ts);
    else button.click();
  }

  function menuTurned(isOpen: boolean): void {
    setMenuOpen(isOpen);
    // The focus comes back to the button of it: it must still be there.
    if (!isOpen) setPointedAt(true);
  }

  function endEdit(): void {
    edit(undefined);
    composer.current?.focus();
  }

  return (
    // The message itself takes the focus, so that what can be done with it can be reached.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      className="message"
      aria-label={`${author}, ${times.clock(at)}`}
      tabIndex={-1}
      data-first={isFirst || undefined}
      data-pinned={pinnedBy !== undefined || undefined}
      data-ephemeral={isOnlyMine || undefined}
      data-sought={isSought || undefined}
      data-ts={ts}
      onKeyDown={pressed}
      // A list that is scrolled under a pointer at rest points at nothing: its toolbars would only take time.
      onPointerMove={({ movementX, movementY }) => {
        if (movementX !== 0 || movementY !== 0) setPointedAt(true);
      }}
      onPointerLeave={() => setPointedAt(false)}
      onFocus={() => setPointedAt(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setPointedAt(false);
      }}
    >
      {isOnlyMine && (
        <p className="message-flag">
          <Icon name="lock" size={14} /> Only visible to you
        </p>
      )}
      {pinnedBy !== undefined && (
        <p className="message-flag">
          <Icon name="pin" size={14} /> Pinned by {pinnedBy}
        </p>
      )}
      <div className="message-gutter">
        {isFirst ? (
          <Avatar name={author} isApp={isApp} />
        ) : (
          <time className="message-small-time" dateTime={new Date(at).toISOString()} title={times.full(at)}>
            {times.clock(at)}
          </time>
        )}
      </div>
      <div className="message-content">
        {isFirst && (
          <header className="message-head">
            <strong>{author}</strong>
            {isApp && <span className="app-badge">APP</span>}
            <time dateTime={new Date(at).toISOString()} title={times.full(at)}>
              {times.clock(at)}
            </time>
          </header>
        )}
        {isEdited ? <MessageEditor message={message} close={endEdit} /> : <MessageBody message={message} />}
        {(message.reactions?.length ?? 0) > 0 && <Reactions message={message} />}
        {!isThread && <ThreadSummary message={message} />}
      </div>
      {canBeUsed && (isPointedAt || isMenuOpen) && (
        <Toolbar
          message={message}
          isPinned={pinnedBy !== undefined}
          isThread={isThread}
          onOpenChange={menuTurned}
          edit={() => edit(ts)}
          askToDelete={() => setDeleting(true)}
        />
      )}
      {isDeleting && <DeleteDialog message={message} close={() => setDeleting(false)} />}
    </article>
  );
});
