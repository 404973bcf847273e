import { MINUTE } from "../../shared/time.ts";
import { type Judge, worded } from "./judge.ts";
import { editMessage, postEphemeral, postMessage, removeMessage, shownAt } from "./messages.ts";
import type { Channel, Message } from "./model.ts";
import type { Workspace } from "./workspace.ts";

const USES = 5;
const LIFETIME = 30 * MINUTE;

/** What the app may say through a response URL, or in the acknowledgement of a command. */
export type Response = {
  readonly text?: string;
  readonly blocks?: readonly unknown[];
  readonly attachments?: readonly unknown[];
  readonly response_type?: "ephemeral" | "in_channel";
  readonly replace_original?: boolean;
  readonly delete_original?: boolean;
  readonly thread_ts?: string;
};

export type Origin = {
  readonly channel: Channel;
  readonly userId: string;
  /** The message whose button was pressed, when there is one. */
  readonly original: Message | undefined;
};

export type ResponseUrls = {
  issue(kind: "commands" | "actions", origin: Origin): string;
  /** Says what came of it: "ok", or the error in plain text as Slack answers there. */
  use(path: string, response: Response): { readonly status: number; readonly body: string };
};

export function createResponseUrls(workspace: Workspace, judge: Judge, url: string): ResponseUrls {
  const issued = new Map<string, { readonly origin: Origin; readonly until: number; left: number }>();
  return {
    issue(kind, origin) {
      const path = `/${kind}/${workspace.team.id}/${workspace.nextId("R")}/${workspace.nextId("x")}`;
      issued.set(path, { origin, until: workspace.clock.now() + LIFETIME, left: USES });
      return `${url}${path}`;
    },
    use(path, response) {
      const entry = issued.get(path);
      if (entry === undefined) return { status: 404, body: "no_such_url" };
      if (workspace.clock.now() > entry.until) return { status: 404, body: "expired_url" };
      if (entry.left === 0) return { status: 404, body: "used_url" };
      const problem = respond(workspace, judge, entry.origin, response);
      if (problem !== undefined) return { status: 400, body: problem };
      entry.left -= 1;
      return { status: 200, body: "ok" };
    },
  };
}

/** Carries a response out: a message for one person unless said otherwise. Returns the error's name when it cannot. */
export function respond(workspace: Workspace, judge: Judge, origin: Origin, response: Response): string | undefined {
  const { channel, userId } = origin;
  const original = origin.original === undefined ? undefined : shownAt(channel, origin.original.ts);
  if (response.delete_original === true) {
    if (original === undefined) return "message_not_found";
    removeMessage(workspace, channel, original);
    return undefined;
  }
  const problem = problemOf(judge, response);
  if (problem !== undefined) return problem;
  const draft = {
    text: response.text ?? "",
    blocks: response.blocks,
    attachments: response.attachments,
    threadTs: response.thread_ts,
  };
  if (response.replace_original === true) {
    if (original === undefined) return "message_not_found";
    editMessage(workspace, channel, original, workspace.app.botUserId, draft);
  } else if (response.response_type === "in_channel") {
    postMessage(workspace, channel, workspace.app.botUserId, draft);
  } else {
    postEphemeral(workspace, channel, userId, draft);
  }
  return undefined;
}

function problemOf(judge: Judge, { text, blocks, attachments }: Response): string | undefined {
  if ((text ?? "") === "" && blocks === undefined && attachments === undefined) return "no_text";
  const complaints = blocks === undefined ? [] : judge.judgeBlocks(blocks, "message");
  return complaints.length === 0 ? undefined : `invalid_blocks ${complaints.map(worded).join("; ")}`;
}
