import type { ConfirmationDialog, PlainTextElement } from "@slack/types";
import { useCallback, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Text } from "../text.tsx";

type Asked = { readonly confirm: ConfirmationDialog; readonly agreed: () => void };

/** How something is done that the app may want asked once more, and the question that is open. */
export function useAsking() {
  const [asked, setAsked] = useState<Asked>();
  const ask = useCallback((confirm: ConfirmationDialog | undefined, agreed: () => void) => {
    if (confirm === undefined) agreed();
    else setAsked({ confirm, agreed });
  }, []);
  function answered(yes: boolean): void {
    setAsked(undefined);
    if (yes) asked?.agreed();
  }
  return { ask, asked: asked?.confirm, answered };
}

type Props = { readonly asked: ConfirmationDialog | undefined; readonly answered: (yes: boolean) => void };

/** Asks once more, in the app's words. */
export function Confirm({ asked, answered }: Props) {
  return (
    <ModalOverlay
      className="confirm-overlay"
      isOpen={asked !== undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen) answered(false);
      }}
    >
      <Modal className="confirm">
        {asked === undefined ? null : (
          <Dialog role="alertdialog">
            <Heading slot="title">
              <Text of={asked.title ?? plain("Are you sure?")} />
            </Heading>
            <div className="confirm-text">
              <Text of={asked.text} />
            </div>
            <div className="confirm-buttons">
              <button type="button" className="button" onClick={() => answered(false)}>
                <Text of={asked.deny ?? plain("Cancel")} />
              </button>
              <button
                type="button"
                className={`button ${asked.style === "danger" ? "danger" : "primary"}`}
                onClick={() => answered(true)}
              >
                <Text of={asked.confirm ?? plain("Yes")} />
              </button>
            </div>
          </Dialog>
        )}
      </Modal>
    </ModalOverlay>
  );
}

function plain(text: string): PlainTextElement {
  return { type: "plain_text", text };
}
