import { Button, Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import type { ChannelSeen } from "../../web/protocol.ts";
import { Avatar } from "../avatar.tsx";
import { BackLink } from "../back-link.tsx";
import { Mrkdwn } from "../blocks/mrkdwn.tsx";
import { useClient } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { nameOf } from "../people.ts";
import { Bookmarks } from "./bookmarks.tsx";
import { Pins } from "./pins.tsx";
import "../styles/channel.css";

export function ChannelHeader({ channel }: { readonly channel: ChannelSeen }) {
  const { kind, name, topic, archived, pins } = channel;
  return (
    <header className="channel-head">
      <div className="channel-line">
        <BackLink />
        <h2 className="channel-name">
          {kind !== "im" && <Icon name={kind === "private" ? "lock" : "hash"} size={18} />}
          <span>{name}</span>
          {archived && <span className="tag">archived</span>}
        </h2>
        {topic !== "" && (
          <div className="channel-topic" title={topic}>
            <Mrkdwn text={topic} />
          </div>
        )}
        <div className="channel-tools">
          {pins.length > 0 && <Pins channel={channel} />}
          <Members channel={channel} />
        </div>
      </div>
      {channel.bookmarks.length > 0 && <Bookmarks bookmarks={channel.bookmarks} />}
    </header>
  );
}

function Members({ channel: { members } }: { readonly channel: ChannelSeen }) {
  const { state } = useClient();
  const label = members.length === 1 ? "1 member" : `${members.length} members`;
  return (
    <DialogTrigger>
      <Button className="channel-tool" aria-label={label}>
        <Icon name="people" size={18} /> {members.length}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="list-dialog">
          <Heading slot="title">{label}</Heading>
          <ul>
            {members.map((id) => (
              <li key={id} className="member">
                <Avatar name={nameOf(state, id)} size={24} isApp={state.users[id]?.is_bot ?? false} />
                <span>{nameOf(state, id)}</span>
                {state.users[id]?.is_bot === true && <span className="app-badge">APP</span>}
                <small>{state.users[id]?.part}</small>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
