import { type RefObject, useEffect } from "react";
import { useIsNarrow } from "../is-narrow.ts";

/** Puts the focus into the channel's field once the thread that had it is closed; not on a phone, where it would bring up the keyboard. */
export function useFocusAfterThread(field: RefObject<HTMLTextAreaElement | null>, thread: string | undefined): void {
  const isNarrow = useIsNarrow();
  useEffect(() => {
    if (thread === undefined || isNarrow) return;
    const { current } = field;
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) current?.focus();
      });
    };
  }, [field, thread, isNarrow]);
}
