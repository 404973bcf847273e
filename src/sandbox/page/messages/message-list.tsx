import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import type { Message as MessageData } from "../../slack/model.ts";
import { useSeen, useStore } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { timesIn } from "../times.ts";
import { useEditing } from "./editing.tsx";
import { Message } from "./message.tsx";
import { firstUnread, isNews, type Row, rowsOf } from "./rows.ts";
import { useListKeys } from "./use-list-keys.ts";

type Props = {
  /** Accessible name of the list. */
  readonly label: string;
  readonly messages: readonly MessageData[];
  /** A message to begin at; absent: the end. */
  readonly at?: string | undefined;
  /** How far the person has read; absent where that is not kept. */
  readonly lastRead?: string;
  /** Replies stand without thread summaries of their own. */
  readonly isThread?: boolean;
  /** Called with the newest message whenever it is on the screen. */
  readonly sawEnd?: (ts: string) => void;
};

/** Draws what is on the screen and a little around it, and stays at the end while it is at the end. */
export const MessageList = memo(function MessageList(props: Props) {
  const { label, messages, at, lastRead = "0", isThread = false, sawEnd } = props;
  const store = useStore();
  const me = useSeen((state) => state.me);
  const zone = useSeen((state) => state.users[state.me]?.tz ?? "UTC");
  const list = useRef<VirtuosoHandle>(null);
  const [isAtEnd, setAtEnd] = useState(at === undefined);
  const isVisible = useIsVisible();
  const times = timesIn(zone);
  const [newFrom, setNewFrom] = useState(() => firstUnread(messages, lastRead, me));
  const rows = useMemo(() => rowsOf(messages, { dayOf: times.dayKey, newFrom }), [messages, times, newFrom]);
  const newest = messages.at(-1);
  const start = at === undefined ? -1 : rows.findIndex((row) => row.kind === "message" && row.message.ts === at);

  /** The newest message of those that were there at first or were on the screen since. */
  const known = useRef(newest?.ts ?? "0");
  useEffect(() => {
    if (newest === undefined) return;
    if (isAtEnd && isVisible) {
      known.current = newest.ts;
      sawEnd?.(newest.ts);
    } else if (newest.ts > known.current && isNews(newest, me)) {
      // What comes while nobody looks is new until something is said.
      setNewFrom((from) => (from !== undefined && from > lastRead ? from : newest.ts));
    }
  }, [isAtEnd, isVisible, newest, sawEnd, me, lastRead]);

  // A message that was asked for later than the list was opened, from the pins or by a link.
  useEffect(() => {
    if (start >= 0) list.current?.scrollToIndex({ index: start, align: "center" });
    // Only when another one is asked for: the list may be scrolled afterwards.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [at]);

  // What one writes oneself is shown, wherever one was.
  const newestOwn = newest?.user === me ? newest.ts : undefined;
  useEffect(() => {
    if (newestOwn === undefined) return;
    setNewFrom((from) => (from !== undefined && from > newestOwn ? from : undefined));
    list.current?.scrollToIndex({ index: "LAST", align: "end" });
  }, [newestOwn]);

  const draw = useCallback(
    (_index: number, row: Row) => {
      switch (row.kind) {
        case "day":
          return (
            <div className="day">
              <h3>{times.day(row.at, store.now())}</h3>
            </div>
          );
        case "new":
          return (
            <div className="new-line">
              <span>New</span>
            </div>
          );
        case "message":
          return (
            <Message message={row.message} isFirst={row.isFirst} isThread={isThread} isSought={row.message.ts === at} />
          );
      }
    },
    [times, store, isThread, at],
  );

  const { composer } = useEditing();
  const keys = useListKeys(rows, list, () => composer.current?.focus());

  const toEnd = (): void => list.current?.scrollToIndex({ index: "LAST", align: "end" });
  const hasNew = newest !== undefined && lastRead !== "0" && newest.ts > lastRead && isNews(newest, me);

  return (
    // The messages are what has the focus; the list only moves it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className="message-list" aria-label={label} onFocus={keys.focused} onKeyDown={keys.pressed}>
      <span ref={keys.before} tabIndex={-1} />
      <Virtuoso
        ref={list}
        scrollerRef={(element) => {
          keys.scroller.current = element instanceof HTMLElement ? element : null;
        }}
        className="message-scroll"
        tabIndex={0}
        data={rows}
        computeItemKey={(_index, row) => row.key}
        itemContent={draw}
        {...(start >= 0
          ? { initialTopMostItemIndex: { index: start, align: "center" as const } }
          : { initialTopMostItemIndex: { index: Math.max(rows.length - 1, 0), align: "end" as const } })}
        alignToBottom={!isThread}
        followOutput={(isEnd) => (isEnd ? "auto" : false)}
        atBottomStateChange={setAtEnd}
        atBottomThreshold={40}
        // A message that grows, by blocks that are edited or a picture that is loaded, must not push the end away.
        totalListHeightChanged={() => {
          if (isAtEnd) list.current?.autoscrollToBottom();
        }}
        increaseViewportBy={200}
        defaultItemHeight={56}
        components={PARTS}
      />
      <span ref={keys.after} tabIndex={-1} />
      {!isAtEnd && (
        <div className="to-end">
          <button type="button" onClick={toEnd}>
            <Icon name="down" size={16} /> {hasNew ? "New messages" : "To the newest"}
          </button>
        </div>
      )}
    </section>
  );
});

const PARTS = { Footer: () => <div className="list-end" /> };

function useIsVisible(): boolean {
  const [isVisible, setVisible] = useState(() => document.visibilityState === "visible");
  useEffect(() => {
    const changed = (): void => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  }, []);
  return isVisible;
}
