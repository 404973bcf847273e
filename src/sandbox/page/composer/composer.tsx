import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useStore } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { useEditing } from "../messages/editing.tsx";
import { Attachments } from "./attachments.tsx";
import { CompletionList } from "./completion-list.tsx";
import { draftKey, keepDraft, readDraft } from "./drafts.ts";
import { ShortcutsMenu } from "./shortcuts-menu.tsx";
import { useCompletion } from "./use-completion.ts";
import { useFirstFocus } from "./use-first-focus.ts";
import { useSending } from "./use-sending.ts";
import "../styles/composer.css";

type Props = {
  readonly channel: string;
  /** The first message of the thread that is replied to. */
  readonly thread?: string;
  /** "Message #general": accessible name and what stands in the empty field. */
  readonly label: string;
  /** Arrow up in the empty field. */
  readonly editLast?: () => void;
};

/** Keeps what is typed to itself: nothing outside is drawn anew by typing. */
export function Composer({ channel, thread, label, editLast }: Props) {
  const store = useStore();
  const key = draftKey(store.state().me, channel, thread);
  const [text, setText] = useState(() => readDraft(key));
  const [cursor, setCursor] = useState(text.length);
  const [files, setFiles] = useState<readonly File[]>([]);
  const { composer: field } = useEditing();
  const picker = useRef<HTMLInputElement>(null);
  const listId = useId();
  const { send, isSending, problem } = useSending({ channel, thread });
  const completion = useCompletion(text, cursor);

  useEffect(() => keepDraft(key, text), [key, text]);
  useFirstFocus(field);

  useLayoutEffect(() => {
    // As high as its text, up to what the styles allow.
    const { current } = field;
    if (current === null) return;
    current.style.height = "auto";
    current.style.height = `${current.scrollHeight}px`;
    // The height follows the text.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [text]);

  function write(next: string, at: number): void {
    setText(next);
    setCursor(at);
    // After the field holds the new text.
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
  }

  async function submit(): Promise<void> {
    if (text.trim() === "" && files.length === 0) return;
    setText("");
    setCursor(0);
    setFiles([]);
    if (await send(text, files)) return;
    // Nothing is lost: it comes back before what was typed meanwhile, also for whoever has gone elsewhere.
    const meanwhile = readDraft(key);
    const all = meanwhile === "" ? text : `${text}\n${meanwhile}`;
    keepDraft(key, all);
    setText(all);
    setFiles((since) => [...files, ...since]);
  }

  function accept(index: number): void {
    const accepted = completion.accept(index);
    if (accepted !== undefined) write(accepted.text, accepted.cursor);
    field.current?.focus();
  }

  function pressed(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (completion.pressed(event.key, accept)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === "ArrowUp" && text === "" && editLast !== undefined) {
      event.preventDefault();
      editLast();
    }
  }

  function pasted(event: ClipboardEvent): void {
    const found = [...event.clipboardData.files];
    if (found.length === 0) return;
    event.preventDefault();
    setFiles((before) => [...before, ...found]);
  }

  const { shown, active } = completion;
  return (
    <div className="composer-place">
      {shown !== undefined && <CompletionList id={listId} completion={shown} active={active} choose={accept} />}
      <form
        className="composer"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <textarea
          ref={field}
          rows={1}
          aria-label={label}
          placeholder={label}
          aria-autocomplete="list"
          aria-controls={shown === undefined ? undefined : listId}
          aria-activedescendant={shown === undefined || active < 0 ? undefined : `${listId}-${active}`}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setCursor(target.selectionStart);
          }}
          onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart)}
          onKeyDown={pressed}
          onPaste={pasted}
          onBlur={completion.dismiss}
        />
        <Attachments files={files} remove={(file) => setFiles((before) => before.filter((each) => each !== file))} />
        <div className="composer-foot">
          <button type="button" className="icon-button" title="Attach a file" onClick={() => picker.current?.click()}>
            <Icon name="plus" />
            <span className="unseen">Attach a file</span>
          </button>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label="Files"
            onChange={({ target }) => {
              const chosen = [...(target.files ?? [])];
              setFiles((before) => [...before, ...chosen]);
              target.value = "";
            }}
          />
          <ShortcutsMenu />
          <span className="composer-status" role="status">
            {isSending && "Sending…"}
          </span>
          <button
            type="submit"
            className="composer-send"
            title="Send"
            disabled={text.trim() === "" && files.length === 0}
          >
            <Icon name="send" />
            <span className="unseen">Send</span>
          </button>
        </div>
      </form>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
