import type { WireFile } from "../../slack/model.ts";
import { useSeen } from "../client.tsx";
import { Icon } from "../icon.tsx";

/** Pictures as pictures, the rest by name. */
export function Files({ files }: { readonly files: readonly WireFile[] }) {
  const me = useSeen((state) => state.me);
  return (
    <ul className="files">
      {files.map(({ id, title, name, mimetype, alt_txt, size, filetype }) => {
        const address = `/_sandbox/files/${id}?as=${me}`;
        return (
          <li key={id}>
            {mimetype.startsWith("image/") ? (
              <a href={address} target="_blank" rel="noreferrer" aria-label={`Open ${title || name}`}>
                <img src={address} alt={alt_txt ?? (title || name)} loading="lazy" />
              </a>
            ) : (
              <a className="file" href={address} target="_blank" rel="noreferrer" download={name}>
                <Icon name="file" size={28} />
                <span>
                  <strong>{title || name}</strong>
                  <span>
                    {filetype.toUpperCase()} · {sizeOf(size)}
                  </span>
                </span>
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function sizeOf(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_024 * 1_024 ? `${Math.round(bytes / 1_024)} kB` : `${(bytes / 1_024 / 1_024).toFixed(1)} MB`;
}
