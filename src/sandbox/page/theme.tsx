import { useEffect, useState } from "react";
import { Icon } from "./icon.tsx";

const KEY = "theme";

/** Follows the system until one of the two is chosen; the choice is kept in the browser. */
export function ThemeButton() {
  const [chosen, choose] = useState(() => localStorage.getItem(KEY));
  const isDark = chosen === null ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";

  useEffect(() => {
    if (chosen === null) return;
    localStorage.setItem(KEY, chosen);
    document.documentElement.dataset["theme"] = chosen;
  }, [chosen]);

  const other = isDark ? "light" : "dark";
  return (
    <button type="button" className="rail-button" title={`Use the ${other} colours`} onClick={() => choose(other)}>
      <Icon name={isDark ? "sun" : "moon"} />
      <span className="unseen">Use the {other} colours</span>
    </button>
  );
}
