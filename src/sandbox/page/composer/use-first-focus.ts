import { type RefObject, useEffect } from "react";
import { useIsNarrow } from "../is-narrow.ts";

/**
 * Puts the focus into the field of a place that was just opened, behind the draft that stands there. Not on a phone, where it
 * would bring up the keyboard, and not away from a form, or from whoever goes through the channels by keyboard.
 */
export function useFirstFocus(field: RefObject<HTMLTextAreaElement | null>): void {
  const isNarrow = useIsNarrow();
  useEffect(() => {
    const { current } = field;
    current?.setSelectionRange(current.value.length, current.value.length);
    if (isNarrow) return;
    // After a dialog that has led here is gone, which gives the focus back to where it was opened.
    const frame = requestAnimationFrame(() => {
      if (document.querySelector("[role=dialog], .sidebar :focus-visible") === null) field.current?.focus();
    });
    return () => cancelAnimationFrame(frame);
    // Only when it is opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
}
