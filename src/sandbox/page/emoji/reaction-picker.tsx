import { useEffect, useState } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { Message } from "../../slack/model.ts";
import { useSeen } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { useDoing } from "../toast.tsx";
import { Emoji } from "./emoji.tsx";
import { type Emojis, knownEmojis, loadEmojis, USUAL_NAMES } from "./emoji-names.ts";

type Props = {
  readonly message: Message;
  readonly className: string;
  /** The key that presses the button while the message has the focus. */
  readonly dataKey?: string;
  readonly onOpenChange?: (isOpen: boolean) => void;
};

/** A button that opens the usual emoji, and all others by a word. */
export function ReactionPicker({ message, className, dataKey, onOpenChange }: Props) {
  const act = useDoing();
  const me = useSeen((state) => state.me);
  const { channel, ts } = message;
  return (
    <DialogTrigger {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Button className={className} data-key={dataKey} aria-label="Add reaction">
        <Icon name="smile" size={18} />
      </Button>
      <Popover className="popover" placement="top end">
        <Dialog className="picker" aria-label="Add reaction">
          {({ close }) => (
            <EmojiChoice
              choose={(emoji) => {
                const isThere = message.reactions?.some(({ name, users }) => name === emoji && users.includes(me));
                if (isThere !== true) act({ do: "reacts", channel, ts, emoji, on: true });
                close();
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

const MOST = 40;

function EmojiChoice({ choose }: { readonly choose: (name: string) => void }) {
  const [wanted, setWanted] = useState("");
  const [emojis, setEmojis] = useState<Emojis>(knownEmojis);
  useEffect(() => {
    let isOver = false;
    void loadEmojis().then((all) => {
      if (!isOver) setEmojis(all);
    });
    return () => {
      isOver = true;
    };
  }, []);
  const words = wanted
    .trim()
    .toLowerCase()
    .replaceAll(/[\s:-]+/g, "_");
  const names =
    words === ""
      ? USUAL_NAMES
      : Object.keys(emojis)
          .filter((name) => name.includes(words))
          .sort((one, other) => one.indexOf(words) - other.indexOf(words) || one.length - other.length)
          .slice(0, MOST);
  return (
    <>
      <input
        className="field"
        aria-label="Search emoji"
        placeholder="Search emoji"
        // The picker was opened to choose one.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        onKeyDown={(event) => {
          const [first] = names;
          if (event.key !== "Enter" || words === "" || first === undefined) return;
          event.preventDefault();
          choose(first);
        }}
      />
      <ul className="picker-grid">
        {names.map((name) => (
          <li key={name}>
            <button
              type="button"
              className="picker-emoji"
              aria-label={name}
              title={`:${name}:`}
              onClick={() => choose(name)}
            >
              <Emoji name={name} />
            </button>
          </li>
        ))}
      </ul>
      {names.length === 0 && <p className="hint">No emoji is called that.</p>}
    </>
  );
}
