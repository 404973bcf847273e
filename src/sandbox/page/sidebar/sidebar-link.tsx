import { memo } from "react";
import { Icon, type IconName } from "../icon.tsx";
import { PlaceLink } from "../place-context.tsx";

type Props = {
  readonly to: { readonly in: string };
  readonly icon: IconName;
  readonly name: string;
  /** What the icon says, for whoever does not see it. */
  readonly hint?: string | undefined;
  readonly isShown: boolean;
  readonly isUnread: boolean;
  readonly mentions: number;
};

export const SidebarLink = memo(function SidebarLink({ to, icon, name, hint, isShown, isUnread, mentions }: Props) {
  const said = [hint, isUnread ? "unread" : undefined].filter((each) => each !== undefined).join(", ");
  return (
    <li>
      <PlaceLink
        to={to}
        className="sidebar-link"
        aria-current={isShown ? "page" : undefined}
        data-unread={isUnread || undefined}
      >
        <Icon name={icon} size={18} />
        <span className="sidebar-name">{name}</span>
        {said !== "" && <span className="unseen">, {said}</span>}
        {mentions > 0 && (
          <span className="badge">
            {mentions}
            <span className="unseen">{mentions === 1 ? " mention" : " mentions"}</span>
          </span>
        )}
      </PlaceLink>
    </li>
  );
});
