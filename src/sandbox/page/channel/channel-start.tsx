import type { ChannelSeen } from "../../web/protocol.ts";

/** In a channel in which nothing was said yet. */
export function ChannelStart({ channel: { kind, name, purpose } }: { readonly channel: ChannelSeen }) {
  return (
    <section className="message-list channel-start" aria-label={`Messages in ${name}`}>
      <h3>{kind === "im" ? name : `#${name}`}</h3>
      <p>
        {kind === "im"
          ? `This conversation is just between you and ${name}.`
          : purpose || "This is the very beginning of the channel."}
      </p>
    </section>
  );
}
