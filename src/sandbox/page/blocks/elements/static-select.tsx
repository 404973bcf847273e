import type { Option, StaticSelect as StaticSelectElement } from "@slack/types";
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { useHeld, useNames } from "../fields.tsx";
import { optionChoices } from "./choice.ts";
import { Failure } from "./failure.tsx";

export function StaticSelect({ element }: { readonly element: StaticSelectElement }) {
  const { held, choose, busy, failure } = useHeld<Option>(element);
  const { "aria-invalid": isInvalid = false, ...names } = useNames();
  const choices = optionChoices(element);
  const placeholder = element.placeholder?.text ?? "Choose an option";
  const chosen = choices.find(({ key }) => key === held?.value);
  return (
    <>
      <Select
        className="select"
        {...names}
        {...(names["aria-labelledby"] === undefined && names["aria-label"] === undefined
          ? { "aria-label": placeholder }
          : {})}
        aria-busy={busy}
        isInvalid={isInvalid}
        placeholder={placeholder}
        value={chosen?.key ?? null}
        onChange={(key) => choose((choices.find((choice) => choice.key === key)?.held as Option | undefined) ?? null)}
      >
        <Button className="select-button">
          <SelectValue>
            {() => (chosen === undefined ? <span className="placeholder">{placeholder}</span> : chosen.text)}
          </SelectValue>
          <span className="caret" aria-hidden="true" />
        </Button>
        <Popover className="popover select-list">
          <ListBox className="list-box" items={choices.map((choice, index) => ({ ...choice, index }))}>
            {({ key, text, says, group, index }) => (
              <ListBoxItem id={key} textValue={text} className="list-item">
                {group !== undefined && group !== choices[index - 1]?.group ? <b className="group">{group}</b> : null}
                <span>{text}</span>
                {says === undefined ? null : <small>{says}</small>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </Select>
      <Failure says={failure} />
    </>
  );
}
