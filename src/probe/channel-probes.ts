import type { Called } from "../slack/call.ts";
import { compared, type Finding, Inconclusive, type Probe } from "./probe.ts";
import { refusedWith } from "./refused.ts";
import { type Channel, type Scratch, sayCalled } from "./scratch.ts";

export const channelProbes: readonly Probe[] = [
  {
    name: "channel-names",
    assumed: "capitals: invalid_name_specials; 81 characters: invalid_name_maxlength; a name in use: name_taken",
    run: (scratch) =>
      allRefused(scratch, "conversations.create", [
        ["invalid_name_specials", { name: `${scratch.newName()}-Caps` }],
        ["invalid_name_maxlength", { name: scratch.newName().padEnd(81, "x") }],
        ["name_taken", { name: scratch.channel.name }],
      ]),
  },
  {
    name: "archived-names",
    assumed: "the name of an archived channel stays taken",
    async run(scratch) {
      const { name } = await scratch.archived();
      return refusedWith("name_taken", scratch, "conversations.create", { name });
    },
  },
  {
    name: "rename",
    assumed: "a bot renames a channel that it made, and is told the new name; a name in use: name_taken",
    async run(scratch) {
      const { id } = scratch.channel;
      const taken = (await scratch.archived()).name;
      const name = scratch.newName();
      const renamed = await scratch.call<{ channel: Channel }>("conversations.rename", { channel: id, name });
      if (!renamed.ok) return failedFinding("conversations.rename", renamed);
      const told = renamed.data.channel.name;
      if (told !== name) return compared(false, `asked for ${name}, it is ${told} now`);
      return refusedWith("name_taken", scratch, "conversations.rename", { channel: id, name: taken });
    },
  },
  {
    name: "two-creates",
    assumed: "of two creations of one name at the same time, one is refused: name_taken",
    async run(scratch) {
      const name = scratch.newName();
      const create = () => scratch.callOnce("conversations.create", { name });
      const both = await Promise.all([create(), create()]);
      const strange = both.find((called) => !called.ok && (called.kind !== "refused" || called.error !== "name_taken"));
      if (strange !== undefined) return failedFinding("conversations.create", strange, "unclear");
      const made = both.filter((called) => called.ok).length;
      return compared(made === 1, made === 1 ? "one was refused" : `${made} channels were made`);
    },
  },
  {
    name: "topic-length",
    assumed: "250 characters of topic are taken, 251 refused: too_long",
    async run(scratch) {
      const channel = scratch.channel.id;
      await scratch.must("conversations.setTopic", { channel, topic: "x".repeat(250) });
      return refusedWith("too_long", scratch, "conversations.setTopic", { channel, topic: "x".repeat(251) });
    },
  },
  {
    name: "archived-errors",
    assumed: "in an archived channel: posting, topic is_archived; editing is_inactive; archiving already_archived",
    async run(scratch) {
      const { id: channel, ts } = await scratch.archived();
      const tries = [
        ["chat.postMessage", "is_archived", { channel, text: "Too late" }],
        ["conversations.setTopic", "is_archived", { channel, topic: "Too late" }],
        ["chat.update", "is_inactive", { channel, ts, text: "Too late" }],
        ["conversations.archive", "already_archived", { channel }],
      ] as const;
      const findings: Finding[] = [];
      for (const [method, error, args] of tries) findings.push(await refusedWith(error, scratch, method, args));
      return together(findings);
    },
  },
  {
    name: "unarchive",
    assumed: "a bot may not unarchive: user_is_bot (Pitwall does not try)",
    async run(scratch) {
      const { id: channel } = await scratch.archived();
      const finding = await refusedWith("user_is_bot", scratch, "conversations.unarchive", { channel });
      // Other probes count on it being archived.
      if (finding.observed.includes("succeeded")) await scratch.must("conversations.archive", { channel });
      return finding;
    },
  },
  {
    name: "archived-listed",
    assumed: "users.conversations lists archived channels with exclude_archived: false, and leaves them out with true",
    async run(scratch) {
      const { id } = await scratch.archived();
      const withThem = await isListed(scratch, id, false);
      const without = await isListed(scratch, id, true);
      return compared(withThem && !without, `false: ${sayListed(withThem)}; true: ${sayListed(without)}`);
    },
  },
  {
    name: "forced-invite",
    assumed: "conversations.invite with force skips who cannot be invited; of a member alone: already_in_channel",
    needs: "person",
    async run(scratch) {
      if (scratch.person === undefined) throw new Inconclusive("nobody to invite");
      const { id } = scratch.person;
      const channel = scratch.channel.id;
      const invite = (users: string) => scratch.call("conversations.invite", { channel, users, force: true });
      const stranger = await invite(`U00NOBODY00,${id}`);
      const { members } = await scratch.must<{ members: readonly string[] }>("conversations.members", { channel });
      const isIn = members.includes(id);
      const again = await invite(id);
      const isFine = again.ok || (again.kind === "refused" && again.error === "already_in_channel");
      const said = `an unknown id beside the person: ${isIn ? "the person is in" : sayCalled("invite", stranger)}`;
      return compared(isIn && isFine, `${said}; the person again: ${sayCalled("invite", again)}`);
    },
  },
];

/** Several calls of a method, each to be refused with its own word. */
async function allRefused(
  scratch: Scratch,
  method: string,
  tries: readonly (readonly [error: string, args: Record<string, unknown>])[],
): Promise<Finding> {
  const findings: Finding[] = [];
  for (const [error, args] of tries) findings.push(await refusedWith(error, scratch, method, args));
  return together(findings);
}

/** One finding of several: different if any is, otherwise unclear if any is. */
function together(findings: readonly Finding[]): Finding {
  const worst =
    findings.find(({ verdict }) => verdict === "different") ?? findings.find(({ verdict }) => verdict === "unclear");
  return { verdict: worst?.verdict ?? "same", observed: findings.map(({ observed }) => observed).join("; ") };
}

function failedFinding(
  method: string,
  called: Called<unknown>,
  verdict: Finding["verdict"] = !called.ok && called.kind === "refused" ? "different" : "unclear",
): Finding {
  return { verdict, observed: sayCalled(method, called) };
}

async function isListed(scratch: Scratch, id: string, exclude_archived: boolean): Promise<boolean> {
  let cursor = "";
  do {
    const page = await scratch.must<{
      channels: readonly { readonly id: string }[];
      response_metadata?: { readonly next_cursor?: string };
    }>("users.conversations", {
      types: "public_channel",
      exclude_archived,
      limit: 999,
      ...(cursor === "" ? {} : { cursor }),
    });
    if (page.channels.some((channel) => channel.id === id)) return true;
    cursor = page.response_metadata?.next_cursor ?? "";
  } while (cursor !== "");
  return false;
}

function sayListed(listed: boolean): string {
  return listed ? "listed" : "not listed";
}
