import { useRef, useState } from "react";
import type { Message } from "../../slack/model.ts";
import { useStore } from "../client.tsx";
import { typedOf } from "../composer/typed.ts";
import { problemOf } from "../problem.ts";

/** In the place of a message's text; Enter saves, Escape leaves it as it was. */
export function MessageEditor({ message, close }: { readonly message: Message; readonly close: () => void }) {
  const { act, state } = useStore();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => typedOf(message.text, state()));
  const [problem, setProblem] = useState<string>();

  function save(): void {
    if (text.trim() === "") return setProblem("A message cannot be empty. Delete it instead.");
    act({ do: "edits", channel: message.channel, ts: message.ts, text }).then(close, (error: unknown) =>
      setProblem(problemOf(error)),
    );
  }

  return (
    <form
      className="message-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={field}
        aria-label="Edit message"
        rows={Math.min(text.split("\n").length, 10)}
        value={text}
        // It was asked for just now.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            close();
          }
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          save();
        }}
      />
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="message-editor-foot">
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="button primary">
          Save
        </button>
      </div>
    </form>
  );
}
