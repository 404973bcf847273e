import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import type { VirtuosoHandle } from "react-virtuoso";
import type { Row } from "./rows.ts";

const STOPS = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex='0']";

/** How many frames a message that is far away may take until it is drawn. */
const PATIENCE = 100;
/** After how many frames the list is asked once more. */
const AGAIN = 20;

/**
 * Makes the list one stop of the Tab key: the arrows, Home and End go from message to message, also to those that are not
 * drawn yet; Tab goes on into what the focused message offers, and behind its last button out of the list.
 */
export function useListKeys(rows: readonly Row[], list: RefObject<VirtuosoHandle | null>, leave: () => void) {
  const scroller = useRef<HTMLElement>(null);
  const before = useRef<HTMLSpanElement>(null);
  const after = useRef<HTMLSpanElement>(null);
  /** The timestamp of the message that has the focus, or had it last. */
  const current = useRef<string>(undefined);
  const isTabbing = useIsTabbing();

  function articleOf(ts: string | undefined): HTMLElement | null {
    return scroller.current?.querySelector<HTMLElement>(`article[data-ts="${ts}"]`) ?? null;
  }

  function goTo(index: number): void {
    const row = rows[index];
    if (row?.kind !== "message") return;
    const { ts } = row.message;
    current.current = ts;
    if (articleOf(ts) === null) {
      // Keys that come while it is drawn must find the list: the message that has the focus now will go.
      scroller.current?.focus({ preventScroll: true });
      list.current?.scrollToIndex({ index, align: "center" });
    }
    focusSoon(ts, index, PATIENCE);
  }

  function focusSoon(ts: string, index: number, patience: number): void {
    if (current.current !== ts || patience === 0) return;
    const article = articleOf(ts);
    if (article !== null) {
      article.focus({ preventScroll: true });
      article.scrollIntoView({ block: "nearest" });
      return;
    }
    // Heights that were guessed on the way there may have led elsewhere.
    if (patience % AGAIN === 0) list.current?.scrollToIndex({ index, align: "center" });
    requestAnimationFrame(() => focusSoon(ts, index, patience - 1));
  }

  /** To the message that had the focus, if it can be seen, else to the lowest that can be. */
  function enter(): void {
    const view = scroller.current?.getBoundingClientRect();
    if (view === undefined) return;
    const isSeen = (article: Element): boolean => {
      const { top, bottom } = article.getBoundingClientRect();
      return bottom > view.top && top < view.bottom;
    };
    const last = articleOf(current.current);
    const drawn = [...(scroller.current?.querySelectorAll<HTMLElement>("article") ?? [])];
    const target = last !== null && isSeen(last) ? last : drawn.findLast(isSeen);
    target?.focus({ preventScroll: true });
  }

  function focused({ target, relatedTarget }: FocusEvent): void {
    const { current: inside } = scroller;
    // What a message has opened above the page, such as a menu, is no part of the list.
    if (inside === null || !inside.contains(target)) return;
    const isEntering = !inside.contains(relatedTarget);
    if (isEntering && (target === inside || isTabbing.current)) enter();
    else current.current = target.closest("article")?.dataset["ts"] ?? current.current;
  }

  function pressed(event: KeyboardEvent): void {
    const { current: inside } = scroller;
    const { target, key, shiftKey } = event;
    if (inside === null || !(target instanceof Element) || !inside.contains(target) || event.defaultPrevented) return;
    const article = target.closest("article");
    if (key === "Escape") {
      event.preventDefault();
      leave();
      return;
    }
    if (key === "Tab") {
      const stops = [...(article?.querySelectorAll(STOPS) ?? [])].filter((stop) => stop.checkVisibility());
      // The browser itself goes on from here, over all that is in the other messages.
      if (shiftKey && (target === article || article === null)) before.current?.focus();
      else if (!shiftKey && (stops.length === 0 || target === stops.at(-1))) after.current?.focus();
      return;
    }
    if (target !== article && target !== inside) return;
    const to = wanted(key, rows, current.current);
    if (to === undefined) return;
    event.preventDefault();
    goTo(to);
  }

  return { scroller, before, after, focused, pressed };
}

/** The row that a key leads to, -1 when there is none; undefined when it is no such key. */
function wanted(key: string, rows: readonly Row[], current: string | undefined): number | undefined {
  const isMessage = (row: Row): boolean => row.kind === "message";
  const at = rows.findLastIndex((row) => row.kind === "message" && row.message.ts === current);
  switch (key) {
    case "ArrowUp":
      return rows.findLastIndex((row, index) => index < at && isMessage(row));
    case "ArrowDown":
      return rows.findIndex((row, index) => index > at && isMessage(row));
    case "Home":
      return rows.findIndex(isMessage);
    case "End":
      return rows.findLastIndex(isMessage);
    default:
      return undefined;
  }
}

/** Whether the Tab key was the last that was done, and so moves the focus. */
function useIsTabbing(): RefObject<boolean> {
  const isTabbing = useRef(false);
  useEffect(() => {
    const pressed = ({ key }: globalThis.KeyboardEvent): void => {
      isTabbing.current = key === "Tab";
    };
    const pointed = (): void => {
      isTabbing.current = false;
    };
    addEventListener("keydown", pressed, true);
    addEventListener("pointerdown", pointed, true);
    return () => {
      removeEventListener("keydown", pressed, true);
      removeEventListener("pointerdown", pointed, true);
    };
  }, []);
  return isTabbing;
}
