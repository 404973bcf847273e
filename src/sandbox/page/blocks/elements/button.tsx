import type { Button as ButtonElement } from "@slack/types";
import { usePress } from "../fields.tsx";
import { Text } from "../text.tsx";
import { Failure } from "./failure.tsx";

export function Button({ element }: { readonly element: ButtonElement }) {
  const { busy, failure, press } = usePress(element);
  const look = `block-button ${element.style ?? ""}`;
  const name = element.accessibility_label === undefined ? {} : { "aria-label": element.accessibility_label };
  if (element.url !== undefined) {
    const address = safe(element.url);
    return (
      <a
        className={look}
        href={address}
        target="_blank"
        rel="noopener noreferrer"
        {...name}
        onClick={(event) => {
          if (element.confirm === undefined) return press();
          event.preventDefault();
          press(undefined, () => window.open(address, "_blank", "noopener,noreferrer"));
        }}
      >
        <Text of={element.text} />
      </a>
    );
  }
  return (
    <>
      <button type="button" className={look} aria-busy={busy} aria-disabled={busy} {...name} onClick={() => press()}>
        <span className="button-words">
          <Text of={element.text} />
        </span>
        {busy ? <span className="spinner" /> : null}
      </button>
      <Failure says={failure} />
    </>
  );
}

function safe(url: string): string | undefined {
  return /^(?:https?:|mailto:|tel:)/i.test(url) ? url : undefined;
}
