/** Dark enough for white letters. */
const COLOURS = [
  "#8a3ffc",
  "#1f6fb5",
  "#007a5a",
  "#b3431f",
  "#a3247c",
  "#5a6270",
  "#8a5a00",
  "#2f6f4f",
  "#4452c9",
  "#b01e4c",
];

/** Initials on a colour that is always the same for a name. Decoration: the name stands beside it. */
export function Avatar({
  name,
  size = 36,
  isApp = false,
}: {
  readonly name: string;
  readonly size?: number;
  readonly isApp?: boolean;
}) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
  const sum = Array.from(name).reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9_973, 0);
  return (
    <span
      className="avatar"
      aria-hidden="true"
      data-app={isApp || undefined}
      style={{
        width: size,
        height: size,
        fontSize: Math.round(size * 0.4),
        background: isApp ? undefined : COLOURS[sum % COLOURS.length],
      }}
    >
      {initials}
    </span>
  );
}
