import { useEffect, useMemo } from "react";
import { Icon } from "../icon.tsx";

type Props = { readonly files: readonly File[]; readonly remove: (file: File) => void };

/** What goes with the message once it is sent. */
export function Attachments({ files, remove }: Props) {
  if (files.length === 0) return null;
  return (
    <ul className="attachments" aria-label="Attached files">
      {files.map((file) => (
        <li key={`${file.name} ${file.size} ${file.lastModified}`} className="attachment">
          {file.type.startsWith("image/") ? <Preview file={file} /> : <Icon name="file" size={24} />}
          <span>{file.name}</span>
          <button type="button" className="icon-button" onClick={() => remove(file)}>
            <Icon name="close" size={16} />
            <span className="unseen">Remove {file.name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Preview({ file }: { readonly file: File }) {
  const address = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return <img src={address} alt="" />;
}
