import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useSeen } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { useDoing } from "../toast.tsx";

/** What the app offers from anywhere. */
export function ShortcutsMenu() {
  const act = useDoing();
  const shortcuts = useSeen((state) => state.shortcuts);
  const global = shortcuts.filter(({ type }) => type === "global");
  if (global.length === 0) return null;
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label="Shortcuts">
        <Icon name="bolt" />
      </Button>
      <Popover className="popover" placement="top start">
        <Menu className="menu" aria-label="Shortcuts" onAction={(name) => act({ do: "shortcut", name: String(name) })}>
          {global.map(({ name, description }) => (
            <MenuItem key={name} id={name} textValue={name} className="menu-item two-lines">
              <strong>{name}</strong>
              <span>{description}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
