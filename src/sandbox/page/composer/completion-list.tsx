import { useInView } from "../use-in-view.ts";
import type { Completion } from "./completion.ts";

type Props = {
  readonly id: string;
  readonly completion: Completion;
  /** Index of the marked one; -1 when none is. */
  readonly active: number;
  readonly choose: (index: number) => void;
};

/** Above the composer; the field keeps the focus and the keys. */
export function CompletionList({ id, completion, active, choose }: Props) {
  useInView(`${id}-${active}`);
  return (
    <div className="completion">
      <p className="completion-title" aria-hidden="true">
        {completion.title}
        <span>Tab to take, Esc to close</span>
      </p>
      <div id={id} role="listbox" aria-label={completion.title} className="completion-list">
        {completion.suggestions.map(({ key, label, says }, index) => (
          <div
            key={key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            className="completion-item"
            // The field must not lose the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(index)}
            onKeyDown={undefined}
          >
            <strong>{label}</strong>
            <span>{says}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
