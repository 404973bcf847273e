import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

type Editing = {
  /** The timestamp of the message that is being edited. */
  readonly edited: string | undefined;
  edit(ts: string | undefined): void;
};

const EditingContext = createContext<Editing>({ edited: undefined, edit: () => undefined });

/** One message at a time can be edited in the lists below: by its menu, or from an empty composer. */
export function EditingProvider({ children }: { readonly children: ReactNode }) {
  const [edited, edit] = useState<string>();
  const editing = useMemo(() => ({ edited, edit }), [edited]);
  return <EditingContext value={editing}>{children}</EditingContext>;
}

export function useEditing(): Editing {
  return useContext(EditingContext);
}
