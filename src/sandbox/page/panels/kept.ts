import { useCallback, useState } from "react";

/** A text of one's own that outlives a reload; `fallback` until one was chosen. */
export function useKept(name: string, fallback: string): readonly [string, (next: string) => void] {
  const key = `world.${name}`;
  const [kept, setKept] = useState(() => localStorage.getItem(key) ?? fallback);
  const keep = useCallback(
    (next: string) => {
      localStorage.setItem(key, next);
      setKept(next);
    },
    [key],
  );
  return [kept, keep];
}
