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
  const label = [name, hint, isUnread ? "unread" : undefined, mentions > 0 ? mentionsIn(mentions) : undefined];
  return (
    <li>
      <PlaceLink
        to={to}
        className="sidebar-link"
        aria-label={label.filter((each) => each !== undefined).join(", ")}
        aria-current={isShown ? "page" : undefined}
        data-unread={isUnread || undefined}
      >
        <Icon name={icon} size={18} />
        <span className="sidebar-name">{name}</span>
        {mentions > 0 && <span className="badge">{mentions}</span>}
      </PlaceLink>
    </li>
  );
});

function mentionsIn(count: number): string {
  return count === 1 ? "1 mention" : `${count} mentions`;
}
