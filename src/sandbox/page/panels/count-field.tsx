type Props = { readonly label: string; readonly count: string; readonly change: (count: string) => void };

/** How many of something shall happen, as it is typed. */
export function CountField({ label, count, change }: Props) {
  return (
    <label className="world-inline">
      {label}
      <input
        className="field world-number"
        type="number"
        min="1"
        max="1000"
        required
        value={count}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  );
}
