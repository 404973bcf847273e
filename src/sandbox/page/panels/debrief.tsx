/** Headings, points and lines of Markdown: all that a debrief is made of. */
export function Debrief({ lines }: { readonly lines: readonly string[] }) {
  return (
    <div className="world-debrief">
      {partsOf(lines).map(({ heading, points }) => (
        <section key={heading}>
          <h4>{heading}</h4>
          <ul>
            {points.map((point) => (
              <li key={point}>
                <Point text={point} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Its time stands in a column of its own. */
function Point({ text }: { readonly text: string }) {
  const [, time, rest] = /^(\d\d:\d\d) (.*)$/.exec(text) ?? [];
  if (time === undefined) return <span className="world-whole">{text}</span>;
  return (
    <>
      <time>{time}</time>
      <span>{rest}</span>
    </>
  );
}

/** By their headings; the title, which stands alone, is no part. */
function partsOf(lines: readonly string[]): readonly { readonly heading: string; readonly points: string[] }[] {
  const parts: { heading: string; points: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith("#")) parts.push({ heading: line.replace(/^#+ /, ""), points: [] });
    else if (line !== "") parts.at(-1)?.points.push(line.replace(/^- /, ""));
  }
  return parts.filter(({ points }) => points.length > 0);
}
