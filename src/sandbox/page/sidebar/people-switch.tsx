import { useEffect, useState } from "react";
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { Avatar } from "../avatar.tsx";
import { useClient, useStore } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { nameOf } from "../people.ts";
import { usePlace } from "../place-context.tsx";
import { timesIn } from "../times.ts";
import { unreadOf } from "../unread.ts";

/** Who one is at this page, and who one can be instead. */
export function PeopleSwitch() {
  const { state, now } = useClient();
  const { place, go } = usePlace();
  const [isOpen, setOpen] = useState(false);
  const waiting = useWaiting(isOpen);
  const me = state.users[state.me];
  const seats = Object.values(state.users).filter(({ is_seat }) => is_seat);
  const name = nameOf(state, state.me);

  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="people-switch">
        <span className="unseen">You are </span>
        <Avatar name={name} size={32} />
        <span className="people-who">
          <strong>{name}</strong>
          <span>
            {me === undefined ? "" : [timesIn(me.tz).clockWithZone(now()), me.part].filter(Boolean).join(" · ")}
          </span>
        </span>
        <span className="unseen">Be somebody else</span>
        <Icon name="down" size={16} />
      </Button>
      <Popover className="popover people-popover" placement="top start">
        <Menu onAction={(as) => go({ as: String(as), in: place.in })}>
          <MenuSection>
            <Header className="menu-header">Be somebody else</Header>
            {seats.map((user) => (
              <MenuItem key={user.id} id={user.name} className="menu-item person-item" textValue={user.real_name}>
                <Avatar name={user.real_name} size={32} />
                <span className="people-who">
                  <strong>
                    {user.real_name}
                    {user.id === state.me && " (you)"}
                    {waiting[user.id] === true && <span className="unread-dot" role="img" aria-label="unread" />}
                  </strong>
                  <span>{[timesIn(user.tz).clockWithZone(now()), user.part].filter(Boolean).join(" · ")}</span>
                </span>
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** For whom something is unread: asked for when somebody looks. */
function useWaiting(isLooking: boolean): Readonly<Record<string, boolean>> {
  const store = useStore();
  const [waiting, setWaiting] = useState<Readonly<Record<string, boolean>>>({});
  useEffect(() => {
    if (!isLooking) return;
    for (const { id, is_seat } of Object.values(store.state().users)) {
      if (!is_seat) continue;
      store.look(id).then(
        (seen) => {
          const isWaiting = seen.channels.some(
            (channel) => unreadOf(channel, seen.messages[channel.id] ?? [], id).isUnread,
          );
          setWaiting((before) => ({ ...before, [id]: isWaiting }));
        },
        // A dot is no news: that the workspace does not answer is said elsewhere.
        () => undefined,
      );
    }
  }, [isLooking, store]);
  return waiting;
}
