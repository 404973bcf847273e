import { Button, Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import type { ChannelSeen } from "../../web/protocol.ts";
import { Mrkdwn } from "../blocks/mrkdwn.tsx";
import { useClient } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { isTopLevel, millisOf } from "../messages/rows.ts";
import { nameOf } from "../people.ts";
import { usePlace } from "../place-context.tsx";
import { timesIn } from "../times.ts";

export function Pins({ channel: { id, pins } }: { readonly channel: ChannelSeen }) {
  const { state, now } = useClient();
  const { go } = usePlace();
  const times = timesIn(state.users[state.me]?.tz ?? "UTC");
  const label = pins.length === 1 ? "1 pin" : `${pins.length} pins`;
  const pinned = pins.flatMap(({ ts, by }) => {
    const message = state.messages[id]?.find((each) => each.ts === ts);
    return message === undefined ? [] : [{ message, by }];
  });
  return (
    <DialogTrigger>
      <Button className="channel-tool" aria-label={label}>
        <Icon name="pin" size={18} /> {pins.length}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="list-dialog pins">
          {({ close }) => (
            <>
              <Heading slot="title">{label}</Heading>
              <ul>
                {pinned.map(({ message, by }) => (
                  <li key={message.ts} className="pin">
                    <p className="pin-head">
                      <strong>{nameOf(state, message.user)}</strong> {times.moment(millisOf(message.ts), now())} ·
                      pinned by {nameOf(state, by)}
                    </p>
                    <div className="pin-text">
                      <Mrkdwn text={message.text} />
                    </div>
                    <button
                      type="button"
                      className="button"
                      onClick={() => {
                        const { ts, thread_ts } = message;
                        const isReply = !isTopLevel(message) && thread_ts !== undefined;
                        go(isReply ? { in: id, thread: thread_ts, at: ts } : { in: id, at: ts });
                        close();
                      }}
                    >
                      Go to the message
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
