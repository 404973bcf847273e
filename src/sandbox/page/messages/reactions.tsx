import type { Message } from "../../slack/model.ts";
import { useSeen } from "../client.tsx";
import { Emoji } from "../emoji/emoji.tsx";
import { ReactionPicker } from "../emoji/reaction-picker.tsx";
import { listOf, nameOf } from "../people.ts";
import { useDoing } from "../toast.tsx";

export function Reactions({ message }: { readonly message: Message }) {
  const act = useDoing();
  const me = useSeen((state) => state.me);
  const users = useSeen((state) => state.users);
  const { channel, ts, reactions = [] } = message;
  return (
    <ul className="reactions" aria-label="Reactions">
      {reactions.map(({ name, users: by }) => {
        const isMine = by.includes(me);
        const names = listOf(by.map((id) => (id === me ? "you" : nameOf({ users }, id))));
        return (
          <li key={name}>
            <button
              type="button"
              className="reaction"
              aria-pressed={isMine}
              aria-label={`${name.replaceAll("_", " ")}: ${by.length}, by ${names}`}
              title={`${names} reacted with :${name}:`}
              onClick={() => act({ do: "reacts", channel, ts, emoji: name, on: !isMine })}
            >
              <Emoji name={name} />
              <span>{by.length}</span>
            </button>
          </li>
        );
      })}
      <li>
        <ReactionPicker message={message} className="reaction add" />
      </li>
    </ul>
  );
}
