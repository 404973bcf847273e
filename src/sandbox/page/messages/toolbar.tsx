import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { Message } from "../../slack/model.ts";
import { useSeen } from "../client.tsx";
import { ReactionPicker } from "../emoji/reaction-picker.tsx";
import { Icon } from "../icon.tsx";
import { usePlace } from "../place-context.tsx";
import { useDoing } from "../toast.tsx";

type Props = {
  readonly message: Message;
  readonly isPinned: boolean;
  readonly isThread: boolean;
  /** A menu of it is open: it must stay, though the pointer is elsewhere. */
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly edit: () => void;
  readonly askToDelete: () => void;
};

/** What can be done with a message; stands at it while it is pointed at or focused. */
export function Toolbar({ message, isPinned, isThread, onOpenChange, edit, askToDelete }: Props) {
  const { go } = usePlace();
  const act = useDoing();
  const isMine = useSeen((state) => state.me === message.user);
  const shortcuts = useSeen((state) => state.shortcuts);
  const { channel, ts } = message;
  const ofMessages = shortcuts.filter(({ type }) => type === "message");

  function chosen(key: string): void {
    if (key === "edit") edit();
    else if (key === "delete") askToDelete();
    else if (key === "pin") act({ do: "pins", channel, ts, on: !isPinned });
    else act({ do: "shortcut", name: key.slice("shortcut ".length), channel, ts });
  }

  return (
    <div className="toolbar" role="toolbar" aria-label="Message actions">
      <button
        type="button"
        className="icon-button"
        title={isPinned ? "Unpin (P)" : "Pin to the channel (P)"}
        data-key="p"
        onClick={() => act({ do: "pins", channel, ts, on: !isPinned })}
      >
        <span className="emoji" aria-hidden="true">
          📌
        </span>
        <span className="unseen">{isPinned ? "Unpin" : "Pin"}</span>
      </button>
      <ReactionPicker message={message} className="icon-button" dataKey="r" onOpenChange={onOpenChange} />
      {!isThread && (
        <button
          type="button"
          className="icon-button"
          title="Reply in thread (T)"
          data-key="t"
          onClick={() => go({ in: channel, thread: message.thread_ts ?? ts })}
        >
          <Icon name="reply" size={18} />
          <span className="unseen">Reply in thread</span>
        </button>
      )}
      <MenuTrigger onOpenChange={onOpenChange}>
        <Button className="icon-button" aria-label="More actions">
          <Icon name="more" size={18} />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" aria-label="More actions" onAction={(key) => chosen(String(key))}>
            {ofMessages.map(({ name }) => (
              <MenuItem key={name} id={`shortcut ${name}`} className="menu-item">
                <Icon name="bolt" size={16} /> {name}
              </MenuItem>
            ))}
            <MenuItem id="pin" className="menu-item">
              <Icon name="pin" size={16} /> {isPinned ? "Unpin from the channel" : "Pin to the channel"}
            </MenuItem>
            {isMine && (
              <MenuItem id="edit" className="menu-item">
                <Icon name="edit" size={16} /> Edit message
              </MenuItem>
            )}
            {isMine && (
              <MenuItem id="delete" className="menu-item dangerous">
                <Icon name="close" size={16} /> Delete message…
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  );
}
