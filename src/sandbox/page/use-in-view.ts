import { useEffect } from "react";

/** Scrolls the option of a list to where it is seen, as soon as it is another one that the keys have led to. */
export function useInView(id: string): void {
  useEffect(() => {
    document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [id]);
}
