import type { Bookmark } from "../../slack/model.ts";
import { Emoji } from "../emoji/emoji.tsx";
import { Icon } from "../icon.tsx";

export function Bookmarks({ bookmarks }: { readonly bookmarks: readonly Bookmark[] }) {
  return (
    <nav aria-label="Bookmarks">
      <ul className="bookmarks">
        {bookmarks.map(({ id, title, link, emoji }) => (
          <li key={id}>
            <a href={link} target="_blank" rel="noreferrer">
              {emoji === "" || emoji === undefined ? (
                <Icon name="bookmark" size={16} />
              ) : (
                <Emoji name={emoji.replaceAll(":", "")} />
              )}
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
