import "./modal.css";
import { useEffect, useState } from "react";
import { Modal, ModalOverlay } from "react-aria-components";
import { useSeen, useStore } from "../client.tsx";
import { openDrafts } from "./drafts.ts";
import { Form } from "./form.tsx";

/** The app's forms: the one on top is seen, and what was typed into those below is there again when it goes. */
export function ModalStack() {
  const { act } = useStore();
  const modals = useSeen((state) => state.modals);
  const [drafts] = useState(() =>
    openDrafts((view, block, action, value) => {
      // What could not be kept now goes with the submit.
      act({ do: "fills", spot: { in: "modal", view }, block, action, value }).catch(() => undefined);
    }),
  );
  const top = modals.at(-1);

  useEffect(() => drafts.keepOnly(modals.map(({ id }) => id)), [drafts, modals]);

  return (
    <ModalOverlay
      className="form-overlay"
      isOpen={top !== undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen && top !== undefined) act({ do: "closes", view: top.id, all: false }).catch(() => undefined);
      }}
    >
      <Modal className="form-modal">
        {top === undefined ? null : (
          <Form key={top.id} view={top} draft={drafts.of(top.id)} isPushed={modals.length > 1} />
        )}
      </Modal>
    </ModalOverlay>
  );
}
