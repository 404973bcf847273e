import type { Message } from "../../slack/model.ts";
import { PageDialog } from "../dialog.tsx";
import { useDoing } from "../toast.tsx";

export function DeleteDialog({ message, close }: { readonly message: Message; readonly close: () => void }) {
  const act = useDoing();
  return (
    <PageDialog title="Delete message" close={close}>
      <p>Are you sure you want to delete this message? This cannot be undone.</p>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          className="button danger"
          onClick={() => {
            act({ do: "deletes", channel: message.channel, ts: message.ts });
            close();
          }}
        >
          Delete
        </button>
      </footer>
    </PageDialog>
  );
}
