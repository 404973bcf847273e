import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Popover } from "react-aria-components";
import { useInView } from "../../use-in-view.ts";
import { useNames } from "../fields.tsx";
import type { Choice } from "./choice.ts";

type Props = {
  readonly chosen: readonly Choice[];
  readonly offered: readonly Choice[];
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onChoose: (chosen: readonly Choice[]) => void;
  readonly holdsMany: boolean;
  readonly most?: number | undefined;
  readonly placeholder: string;
  readonly busy: boolean;
  /** Stands in the list while it is empty. */
  readonly emptySays: string;
  readonly focusOnLoad: boolean;
};

const SETTLING_MS = 500;

/** A field to type into, what was chosen before it, and the list of what fits under it. */
export function SearchList(props: Props) {
  const { chosen, typed, onType, onChoose, holdsMany, most, placeholder, busy, emptySays } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const openedAt = useRef(0);
  const list = useId();
  const names = useNames();
  const isFull = holdsMany && most !== undefined && chosen.length >= most;
  const offered = isFull ? [] : props.offered.filter(({ key }) => !holdsMany || !chosen.some((one) => one.key === key));
  const active = Math.min(at, offered.length - 1);
  useInView(`${list}-${active}`);

  function close(): void {
    setIsOpen(false);
    setAt(0);
    onType("");
  }

  function open(): void {
    if (!isOpen) openedAt.current = performance.now();
    setIsOpen(true);
  }

  /** Not by the scrolling that brought the field into sight. */
  function closeByScrolling(): void {
    if (performance.now() - openedAt.current > SETTLING_MS) setIsOpen(false);
  }

  function add(choice: Choice): void {
    onChoose(holdsMany ? [...chosen, choice] : [choice]);
    onType("");
    setAt(0);
    if (!holdsMany) setIsOpen(false);
  }

  function remove(choice: Choice): void {
    onChoose(chosen.filter(({ key }) => key !== choice.key));
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const last = chosen.at(-1);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (isOpen) setAt((active + step + offered.length) % Math.max(offered.length, 1));
      open();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const choice = offered[active];
      if (isOpen && choice !== undefined) add(choice);
      else open();
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      event.nativeEvent.stopImmediatePropagation();
      close();
    } else if (event.key === "Backspace" && typed === "" && last !== undefined) {
      remove(last);
    }
  }

  return (
    <>
      {/* Pressing anywhere in the field is for the mouse; keys reach the input itself. */}
      <div
        ref={field}
        role="presentation"
        className="search-field"
        aria-busy={busy}
        onMouseDown={(event) => {
          if (event.target === input.current) return;
          event.preventDefault();
          input.current?.focus();
          open();
        }}
      >
        {chosen.map((choice) => (
          <span key={choice.key} className="chip">
            {choice.text}
            <button
              type="button"
              aria-label={`Remove ${choice.text}`}
              onMouseDown={(event) => event.stopPropagation()}
              onClick={() => remove(choice)}
            >
              ×
            </button>
          </span>
        ))}
        <input
          ref={input}
          role="combobox"
          {...names}
          {...(names["aria-labelledby"] === undefined && names["aria-label"] === undefined
            ? { "aria-label": placeholder }
            : {})}
          aria-expanded={isOpen}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && offered.length > 0 ? `${list}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          data-focus-on-load={props.focusOnLoad || undefined}
          placeholder={chosen.length === 0 ? placeholder : ""}
          value={typed}
          onChange={(event) => {
            onType(event.currentTarget.value);
            setAt(0);
            open();
          }}
          onKeyDown={onKeyDown}
          onMouseDown={open}
          onBlur={close}
        />
        <span className="caret" aria-hidden="true" />
      </div>
      <Popover
        className="popover select-list"
        isNonModal
        isOpen={isOpen}
        onOpenChange={closeByScrolling}
        triggerRef={field}
        placement="bottom start"
      >
        <div id={list} role="listbox" className="list-box" aria-label={placeholder} aria-multiselectable={holdsMany}>
          {offered.map((choice, index) => (
            <div
              key={choice.key}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={chosen.some(({ key }) => key === choice.key)}
              data-focused={index === active || undefined}
              className="list-item"
              onMouseDown={(event) => {
                event.preventDefault();
                add(choice);
              }}
              onMouseMove={() => setAt(index)}
            >
              {choice.group !== undefined && choice.group !== offered[index - 1]?.group ? (
                <b className="group">{choice.group}</b>
              ) : null}
              <span>{choice.text}</span>
              {choice.says === undefined ? null : <small>{choice.says}</small>}
            </div>
          ))}
          {offered.length > 0 ? null : (
            <div className="list-empty" role="option" tabIndex={-1} aria-selected="false" aria-disabled="true">
              {isFull ? `No more than ${most} can be chosen` : emptySays}
            </div>
          )}
        </div>
      </Popover>
    </>
  );
}
