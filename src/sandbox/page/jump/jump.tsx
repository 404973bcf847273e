import { useState } from "react";
import { useClient } from "../client.tsx";
import { PageDialog } from "../dialog.tsx";
import { Icon, type IconName } from "../icon.tsx";
import { usePlace } from "../place-context.tsx";
import { useInView } from "../use-in-view.ts";

type Target = {
  readonly key: string;
  readonly icon: IconName;
  readonly name: string;
  readonly says: string;
  readonly go: () => void;
};

/** To a channel, to the Home tab, or to another person, by some letters of the name. */
export function Jump({ close }: { readonly close: () => void }) {
  const { state } = useClient();
  const { place, go } = usePlace();
  const [wanted, setWanted] = useState("");
  const [active, setActive] = useState(0);
  const app = state.users[state.bot]?.real_name ?? "App";
  const targets: Target[] = [
    ...state.channels.map(({ id, kind, name, archived }) => ({
      key: id,
      icon: kind === "private" ? ("lock" as const) : kind === "im" ? ("message" as const) : ("hash" as const),
      name,
      says: archived ? "archived" : kind === "im" ? "direct messages" : "",
      go: () => go({ in: id }),
    })),
    { key: "home", icon: "home", name: `${app} Home`, says: "app", go: () => go({ in: "home" }) },
    ...Object.values(state.users)
      .filter(({ is_seat, id }) => is_seat && id !== state.me)
      .map(({ id, name, real_name, part }) => ({
        key: id,
        icon: "people" as const,
        name: real_name,
        says: `be ${name}${part === undefined ? "" : `, ${part}`}`,
        go: () => go({ as: name, in: place.in }),
      })),
  ];
  const words = wanted.trim().toLowerCase();
  const found = targets
    .filter(({ name, says }) => `${name} ${says}`.toLowerCase().includes(words))
    .sort(
      (one, other) =>
        Number(!one.name.toLowerCase().startsWith(words)) - Number(!other.name.toLowerCase().startsWith(words)),
    )
    .slice(0, 12);
  const marked = Math.min(active, found.length - 1);
  useInView(`jump-${marked}`);

  function choose(target: Target | undefined): void {
    if (target === undefined) return;
    close();
    target.go();
  }

  return (
    <PageDialog title="Jump to…" close={close}>
      <input
        className="field"
        role="combobox"
        aria-label="Channel or person"
        aria-expanded="true"
        aria-controls="jump-list"
        aria-activedescendant={marked < 0 ? undefined : `jump-${marked}`}
        placeholder="Channel or person"
        // The dialog is there to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") choose(found[marked]);
          else if (event.key === "ArrowDown") setActive(Math.min(marked + 1, found.length - 1));
          else if (event.key === "ArrowUp") setActive(Math.max(marked - 1, 0));
          else return;
          event.preventDefault();
        }}
      />
      <div id="jump-list" role="listbox" aria-label="Places and people" className="jump-list">
        {found.map((target, index) => (
          <div
            key={target.key}
            id={`jump-${index}`}
            role="option"
            aria-selected={index === marked}
            tabIndex={-1}
            className="completion-item"
            onClick={() => choose(target)}
            onKeyDown={undefined}
          >
            <Icon name={target.icon} size={18} />
            <strong>{target.name}</strong>
            <span>{target.says}</span>
          </div>
        ))}
      </div>
    </PageDialog>
  );
}
