import type { FileInput as FileInputElement } from "@slack/types";
import { useEffect, useRef, useState } from "react";
import { problemOf } from "../../problem.ts";
import { useFields, useHeld, useNames } from "../fields.tsx";
import { Failure } from "./failure.tsx";

type Held = { readonly id: string; readonly name: string };

export function FileInput({ element }: { readonly element: FileInputElement }) {
  const { held = [], choose } = useHeld<readonly Held[]>(element);
  const { upload } = useFields();
  const names = useNames();
  const [sending, setSending] = useState(0);
  const [failure, setFailure] = useState<string>();
  const most = element.max_files ?? 10;
  // What another upload has brought meanwhile stays.
  const now = useRef(held);
  useEffect(() => {
    now.current = held;
  }, [held]);

  async function add(files: readonly File[]): Promise<void> {
    setSending((count) => count + 1);
    setFailure(undefined);
    const sent = await Promise.allSettled(files.map(async (file) => ({ id: await upload(file), name: file.name })));
    const stored = sent.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    const failed = sent.find((each) => each.status === "rejected");
    if (stored.length > 0) choose([...now.current, ...stored].slice(0, most));
    if (failed !== undefined) setFailure(problemOf(failed.reason));
    setSending((count) => count - 1);
  }

  return (
    <div className="file-input" aria-busy={sending > 0}>
      {held.map((file) => (
        <span key={file.id} className="chip">
          {file.name}
          <button
            type="button"
            aria-label={`Remove ${file.name}`}
            onClick={() => choose(held.filter(({ id }) => id !== file.id))}
          >
            ×
          </button>
        </span>
      ))}
      {held.length >= most ? null : (
        <input
          type="file"
          {...names}
          multiple={most > 1}
          accept={element.filetypes?.map((ending) => `.${ending}`).join(",")}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])].slice(0, most - held.length);
            event.currentTarget.value = "";
            void add(files);
          }}
        />
      )}
      {sending > 0 ? <span className="spinner" /> : null}
      <Failure says={failure} />
    </div>
  );
}
