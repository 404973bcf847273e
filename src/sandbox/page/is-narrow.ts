import { useSyncExternalStore } from "react";

const narrow = matchMedia("(max-width: 700px)");

function subscribe(changed: () => void): () => void {
  narrow.addEventListener("change", changed);
  return () => narrow.removeEventListener("change", changed);
}

/** Whether there is room for one thing at a time only, as on a phone. The same width stands in the styles. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}
