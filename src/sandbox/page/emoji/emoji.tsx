import { useEffect, useSyncExternalStore } from "react";
import { knownEmojis, loadEmojis, subscribeToEmojis } from "./emoji-names.ts";

/** `name` as Slack writes it between colons, with a skin tone or without. */
export function Emoji({ name }: { readonly name: string }) {
  const [plain = name] = name.split("::");
  const emoji = useSyncExternalStore(subscribeToEmojis, knownEmojis, knownEmojis)[plain];
  useEffect(() => {
    if (emoji === undefined) void loadEmojis();
  }, [emoji]);
  if (emoji === undefined) return `:${name}:`;
  return (
    <span className="emoji" role="img" aria-label={plain.replaceAll("_", " ")} title={`:${name}:`}>
      {emoji}
    </span>
  );
}
