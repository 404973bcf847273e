import type { UserSeen } from "../../web/protocol.ts";

const REFERENCE =
  /<(?:@(?<user>[A-Z0-9]+)|!(?<range>here|channel|everyone)|!subteam\^(?<group>[A-Z0-9]+)|#(?<channel>[A-Z0-9]+))?(?:(?<link>https?:[^|>]+))?(?:\|(?<label>[^>]*))?>/g;

type Names = {
  readonly users: Readonly<Record<string, UserSeen>>;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly usergroups: readonly { readonly id: string; readonly handle: string }[];
};

/** A message's text as its author typed it, to be edited: names for references, signs for entities. */
export function typedOf(text: string, { users, channels, usergroups }: Names): string {
  return text
    .replaceAll(REFERENCE, (whole, ...rest: unknown[]) => {
      const { user, range, group, channel, link, label } = rest.at(-1) as Record<string, string | undefined>;
      if (user !== undefined) return `@${users[user]?.name ?? label ?? user}`;
      if (range !== undefined) return `@${range}`;
      if (group !== undefined) return `@${usergroups.find(({ id }) => id === group)?.handle ?? group}`;
      if (channel !== undefined) return `#${channels.find(({ id }) => id === channel)?.name ?? label ?? channel}`;
      return link ?? whole;
    })
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
