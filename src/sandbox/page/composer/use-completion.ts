import { useEffect, useMemo, useState } from "react";
import { useSeen } from "../client.tsx";
import { type Emojis, knownEmojis, loadEmojis } from "../emoji/emoji-names.ts";
import { accept as acceptIn, type Completion, complete } from "./completion.ts";

/** What is offered for the piece before the cursor, which of it is marked, and what the keys do with it. */
export function useCompletion(text: string, cursor: number) {
  const commands = useSeen((state) => state.commands);
  const users = useSeen((state) => state.users);
  const channels = useSeen((state) => state.channels);
  const usergroups = useSeen((state) => state.usergroups);
  const emojis = useEmojis(text.includes(":"));
  const [dismissed, setDismissed] = useState<string>();
  const [moved, setMoved] = useState<{ readonly text: string; readonly to: number }>();

  const found = useMemo(
    () => complete(text, cursor, { commands, users: Object.values(users), channels, usergroups, emojis }),
    [text, cursor, commands, users, channels, usergroups, emojis],
  );
  const shown: Completion | undefined = dismissed === text ? undefined : found;
  const count = shown?.suggestions.length ?? 0;
  const unmoved = shown?.isEager === true ? 0 : -1;
  const active = moved?.text === text ? Math.min(moved.to, count - 1) : unmoved;

  function accept(index: number): { text: string; cursor: number } | undefined {
    const suggestion = shown?.suggestions[index];
    return shown === undefined || suggestion === undefined ? undefined : acceptIn(text, shown, suggestion);
  }

  /** Whether the key was meant for the list. */
  function pressed(key: string, chosen: (index: number) => void): boolean {
    if (shown === undefined) return false;
    switch (key) {
      case "ArrowDown":
      case "ArrowUp": {
        const step = key === "ArrowDown" ? 1 : -1;
        const from = active < 0 && step < 0 ? 0 : active;
        setMoved({ text, to: (from + step + count) % count });
        return true;
      }
      case "Tab":
        chosen(Math.max(active, 0));
        return true;
      case "Enter":
        if (active < 0) return false;
        chosen(active);
        return true;
      case "Escape":
        setDismissed(text);
        return true;
      default:
        return false;
    }
  }

  return { shown, active, accept, pressed, dismiss: () => setDismissed(text) };
}

function useEmojis(isWanted: boolean): Emojis {
  const [emojis, setEmojis] = useState<Emojis>(knownEmojis);
  useEffect(() => {
    if (isWanted) void loadEmojis().then(setEmojis);
  }, [isWanted]);
  return emojis;
}
