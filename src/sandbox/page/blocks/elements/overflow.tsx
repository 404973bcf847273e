import type { Overflow as OverflowElement } from "@slack/types";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { Value } from "../../../slack/model.ts";
import { usePress } from "../fields.tsx";
import { Text } from "../text.tsx";
import { Failure } from "./failure.tsx";

export function Overflow({ element }: { readonly element: OverflowElement }) {
  const { busy, failure, press } = usePress(element);

  function choose(key: unknown): void {
    const option = element.options[Number(key)];
    if (option === undefined) return;
    const value: Value = { type: "overflow", selected_option: option };
    press(value, () => {
      if (option.url !== undefined && /^https?:/i.test(option.url))
        window.open(option.url, "_blank", "noopener,noreferrer");
    });
  }

  return (
    <>
      <MenuTrigger>
        <Button className="block-button more" aria-label="More actions" aria-busy={busy}>
          {busy ? <span className="spinner" /> : <span aria-hidden="true">•••</span>}
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" onAction={choose}>
            {element.options.map((option, index) => (
              <MenuItem key={index} id={String(index)} textValue={option.text.text} className="menu-item">
                <Text of={option.text} />
                {option.description === undefined ? null : <small>{option.description.text}</small>}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <Failure says={failure} />
    </>
  );
}
