import type { Onlooker } from "../../exchange.ts";
import type { LoggedCall } from "../api/answer.ts";
import type { Deliverer, Reply } from "../deliver.ts";
import type { Judge } from "../judge.ts";
import type { Channel } from "../model.ts";
import type { ResponseUrls } from "../response-url.ts";
import type { Triggers } from "../triggers.ts";
import { userOf } from "../users.ts";
import type { Workspace } from "../workspace.ts";

/** All that is needed to carry what people do to the app and its answers back. */
export type Front = {
  readonly workspace: Workspace;
  readonly judge: Judge;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly deliverer: Deliverer;
  readonly log: LoggedCall[];
  readonly onlooker: Onlooker;
};

/** Why a person saw that nothing came of it; undefined when the app acknowledged. */
export type Failure = "operation_timeout" | "dispatch_failed" | "invalid_command_response" | undefined;

export function failureOf(reply: Reply): Failure {
  if (reply.acked) return undefined;
  return reply.reason === "http_timeout" ? "operation_timeout" : "dispatch_failed";
}

export function whoAndWhere({ workspace }: Front, userId: string): Record<string, unknown> {
  const user = userOf(workspace, userId);
  const { app, team } = workspace;
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: app.id,
    token: app.verificationToken,
    is_enterprise_install: false,
    enterprise: null,
  };
}

export function channelName(channel: Channel): string {
  if (channel.kind === "im") return "directmessage";
  return channel.kind === "private" ? "privategroup" : channel.name;
}

/** What the app answered and Slack could not use: a mistake of the app, kept where its refused calls are. */
export function logRefusal(front: Front, method: string, body: unknown, error: string, more: unknown = {}): void {
  const at = front.workspace.clock.now();
  const answer = { ok: false, error, ...(more as Record<string, unknown>) };
  front.log.push({ method, args: { body }, answer, at, planned: false });
  front.onlooker({ from: "bot", name: method, at, took: 0, ok: false, error, sent: body, answered: answer });
}
