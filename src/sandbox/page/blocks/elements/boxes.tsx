import type { Checkboxes as CheckboxesElement, Option, RadioButtons as RadioElement } from "@slack/types";
import { useId } from "react";
import { useHeld, useNames } from "../fields.tsx";
import { Text } from "../text.tsx";
import { Failure } from "./failure.tsx";

export function Checkboxes({ element }: { readonly element: CheckboxesElement }) {
  const { held = [], choose, failure, busy } = useHeld<readonly Option[]>(element);
  const names = useNames();
  return (
    <div className="boxes" role="group" {...names} aria-busy={busy}>
      {element.options.map((option, index) => (
        <Box
          key={option.value}
          option={option}
          kind="checkbox"
          isFirst={index === 0}
          isChosen={held.some(({ value }) => value === option.value)}
          onChange={(isChosen) => {
            const others = new Set(held.map(({ value }) => value).filter((value) => value !== option.value));
            choose(element.options.filter(({ value }) => others.has(value) || (isChosen && value === option.value)));
          }}
        />
      ))}
      <Failure says={failure} />
    </div>
  );
}

export function RadioButtons({ element }: { readonly element: RadioElement }) {
  const { held, choose, failure, busy } = useHeld<Option>(element);
  const group = useId();
  const names = useNames();
  return (
    <div className="boxes" role="radiogroup" {...names} aria-busy={busy}>
      {element.options.map((option, index) => (
        <Box
          key={option.value}
          option={option}
          kind="radio"
          group={group}
          isFirst={index === 0}
          isChosen={held?.value === option.value}
          onChange={() => choose(option)}
        />
      ))}
      <Failure says={failure} />
    </div>
  );
}

type BoxProps = {
  readonly option: Option;
  readonly kind: "checkbox" | "radio";
  readonly group?: string;
  readonly isFirst: boolean;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
};

function Box({ option, kind, group, isFirst, isChosen, onChange }: BoxProps) {
  const id = useId();
  return (
    <label className="box" htmlFor={id}>
      <input
        id={id}
        type={kind}
        name={group}
        checked={isChosen}
        data-first={isFirst}
        aria-labelledby={`${id}-name`}
        aria-describedby={option.description === undefined ? undefined : `${id}-says`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <span id={`${id}-name`}>
          <Text of={option.text} />
        </span>
        {option.description === undefined ? null : (
          <small id={`${id}-says`}>
            <Text of={option.description} />
          </small>
        )}
      </span>
    </label>
  );
}
