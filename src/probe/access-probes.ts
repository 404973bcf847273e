import { inHistory } from "./history.ts";
import { compared, type Probe } from "./probe.ts";
import type { Scratch } from "./scratch.ts";

export const accessProbes: readonly Probe[] = [
  {
    name: "scopes",
    assumed: "the app has every permission of its manifest",
    async run({ must, scopes }) {
      type Answer = { readonly response_metadata?: { readonly scopes?: readonly string[] } };
      const granted = (await must<Answer>("auth.test", {})).response_metadata?.scopes;
      if (granted === undefined) return { verdict: "unclear", observed: "Slack does not name what it granted" };
      const missing = scopes.filter((scope) => !granted.includes(scope));
      return compared(
        missing.length === 0,
        missing.length === 0 ? `all ${scopes.length}` : `missing: ${missing.join(", ")} (reinstall with the manifest)`,
      );
    },
  },
  {
    name: "shapes",
    assumed: "answers hold the fields that Pitwall reads",
    async run(scratch) {
      const missing: string[] = [];
      for (const { method, args, fields } of await answersRead(scratch)) {
        const answer = await scratch.must<unknown>(method, args);
        for (const field of fields) if (valueAt(answer, field) === undefined) missing.push(`${method}: ${field}`);
      }
      return compared(missing.length === 0, missing.length === 0 ? "all there" : `missing: ${missing.join(", ")}`);
    },
  },
];

type Read = {
  readonly method: string;
  readonly args: Record<string, unknown>;
  /** Paths into the answer; a number is a place in a list. */
  readonly fields: readonly string[];
};

async function answersRead(scratch: Scratch): Promise<readonly Read[]> {
  const { post, must, newName, me, channel } = scratch;
  const { id } = channel;
  const key = "probe/1/shape";
  const { ts } = await post({ text: "Shape", metadata: { event_type: "pitwall_probe", event_payload: { key } } });
  // Until then, its thread is not there either.
  await inHistory(scratch, (message) => message.ts === ts);
  const link = { title: "Probe", type: "link", link: "https://example.com/" };
  await must("bookmarks.add", { channel_id: id, ...link });
  const CHANNEL = ["id", "name", "creator", "created"];
  const inThread = { channel: id, thread_ts: ts, text: "In the thread" };
  return [
    { method: "auth.test", args: {}, fields: ["user_id", "bot_id", "team_id", "url"] },
    { method: "users.info", args: { user: me }, fields: ["user.id", "user.name", "user.profile"] },
    { method: "conversations.create", args: { name: newName() }, fields: CHANNEL.map((one) => `channel.${one}`) },
    {
      method: "users.conversations",
      args: { types: "public_channel", exclude_archived: true, limit: 200 },
      fields: CHANNEL.map((one) => `channels.0.${one}`),
    },
    {
      method: "conversations.list",
      args: { types: "public_channel", exclude_archived: true, limit: 1 },
      fields: ["channels.0.id", "channels.0.name", "response_metadata.next_cursor"],
    },
    { method: "conversations.members", args: { channel: id, limit: 10 }, fields: ["members.0"] },
    { method: "chat.postMessage", args: inThread, fields: ["channel", "ts"] },
    { method: "chat.update", args: { channel: id, ts, text: "Shape, edited" }, fields: ["ts"] },
    { method: "chat.getPermalink", args: { channel: id, message_ts: ts }, fields: ["permalink"] },
    {
      method: "conversations.replies",
      args: { channel: id, ts, limit: 10 },
      fields: ["messages.0.ts", "messages.0.user", "messages.0.text"],
    },
    { method: "reactions.get", args: { channel: id, timestamp: ts }, fields: ["message.ts", "message.text"] },
    { method: "bookmarks.list", args: { channel_id: id }, fields: ["bookmarks.0.id", "bookmarks.0.link"] },
  ];
}

function valueAt(value: unknown, path: string): unknown {
  let at = value;
  for (const step of path.split(".")) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return at;
}
