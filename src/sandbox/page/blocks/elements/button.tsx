import type { Button as ButtonElement, ConfirmationDialog } from "@slack/types";
import { useState } from "react";
import { usePress } from "../fields.tsx";
import { Text } from "../text.tsx";
import { Confirm } from "./confirm.tsx";
import { Failure } from "./failure.tsx";

export function Button({ element }: { readonly element: ButtonElement }) {
  const { busy, failure, press } = usePress(element);
  const [asked, setAsked] = useState<ConfirmationDialog>();
  const look = `block-button ${element.style ?? ""}`;
  const name = element.accessibility_label === undefined ? {} : { "aria-label": element.accessibility_label };
  if (element.url !== undefined) {
    return (
      <a
        className={look}
        href={safe(element.url)}
        target="_blank"
        rel="noopener noreferrer"
        {...name}
        onClick={() => press()}
      >
        <Text of={element.text} />
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        className={look}
        aria-busy={busy}
        aria-disabled={busy}
        {...name}
        onClick={() => {
          if (busy) return;
          if (element.confirm === undefined) press();
          else setAsked(element.confirm);
        }}
      >
        <span className="button-words">
          <Text of={element.text} />
        </span>
        {busy ? <span className="spinner" /> : null}
      </button>
      <Failure says={failure} />
      <Confirm
        asked={asked}
        answered={(yes) => {
          setAsked(undefined);
          if (yes) press();
        }}
      />
    </>
  );
}

function safe(url: string): string | undefined {
  return /^(?:https?:|mailto:|tel:)/i.test(url) ? url : undefined;
}
