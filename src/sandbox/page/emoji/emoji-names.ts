/** At once, without the list of all: what is used most here. */
const USUAL: Readonly<Record<string, string>> = {
  white_check_mark: "✅",
  eyes: "👀",
  pushpin: "📌",
  raised_hands: "🙌",
  "+1": "👍",
  thumbsup: "👍",
  "-1": "👎",
  tada: "🎉",
  heart: "❤️",
  joy: "😂",
  fire: "🔥",
  rotating_light: "🚨",
  warning: "⚠️",
  pray: "🙏",
  rocket: "🚀",
  wave: "👋",
  bulb: "💡",
  x: "❌",
};

/** What the picker shows before anything is looked for. */
export const USUAL_NAMES: readonly string[] = [
  ...["white_check_mark", "eyes", "pushpin", "raised_hands", "+1", "-1", "tada", "heart", "joy", "fire"],
  ...["rotating_light", "warning", "pray", "rocket", "wave", "bulb", "x"],
];

export type Emojis = Readonly<Record<string, string>>;

let all: Promise<Emojis> | undefined;
let loaded: Emojis = USUAL;
const readers = new Set<() => void>();

/** Every emoji by Slack's name. The list is loaded when it is first needed. */
export function loadEmojis(): Promise<Emojis> {
  all ??= import("emojibase-data/en/shortcodes/iamcal.json").then(({ default: names }) => {
    loaded = { ...byName(names), ...USUAL };
    for (const read of readers) read();
    return loaded;
  });
  return all;
}

/** For `useSyncExternalStore`. */
export function subscribeToEmojis(changed: () => void): () => void {
  readers.add(changed);
  return () => readers.delete(changed);
}

export function knownEmojis(): Emojis {
  return loaded;
}

function byName(names: Readonly<Record<string, string | string[]>>): Emojis {
  return Object.fromEntries(
    Object.entries(names).flatMap(([hexcode, known]) =>
      (typeof known === "string" ? [known] : known).map((name) => [name, fromHexcode(hexcode)]),
    ),
  );
}

function fromHexcode(hexcode: string): string {
  const points = hexcode.split("-").map((point) => Number.parseInt(point, 16));
  const text = String.fromCodePoint(...points);
  // The older signs are drawn as text unless told otherwise.
  return points.length === 1 && (points[0] ?? 0) < 0x1f000 ? `${text}\u{fe0f}` : text;
}
