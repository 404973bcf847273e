import type { ConfirmationDialog, PlainTextElement } from "@slack/types";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Text } from "../text.tsx";

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
