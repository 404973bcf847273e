import { createContext, type ReactNode, type RefObject, useContext, useMemo, useRef, useState } from "react";

type Editing = {
  /** The timestamp of the message that is being edited. */
  readonly edited: string | undefined;
  edit(ts: string | undefined): void;
  /** Where messages are written: one comes back to it from the list by Escape, or when an edit is over. */
  readonly composer: RefObject<HTMLTextAreaElement | null>;
};

const EditingContext = createContext<Editing>({
  edited: undefined,
  edit: () => undefined,
  composer: { current: null },
});

/** One message at a time can be edited in the lists below: by its menu, or from an empty composer. */
export function EditingProvider({ children }: { readonly children: ReactNode }) {
  const [edited, edit] = useState<string>();
  const composer = useRef<HTMLTextAreaElement>(null);
  const editing = useMemo(() => ({ edited, edit, composer }), [edited]);
  return <EditingContext value={editing}>{children}</EditingContext>;
}

export function useEditing(): Editing {
  return useContext(EditingContext);
}
