import type { Channel } from "../model.ts";
import { type Response, respond } from "../response-url.ts";
import { markup } from "../typed-text.ts";
import { userOf } from "../users.ts";
import { channelName, type Failure, type Front, failureOf, logRefusal } from "./front.ts";

export function isKnownCommand({ workspace }: Front, command: string): boolean {
  return workspace.app.manifest.features?.slash_commands?.some((each) => each.command === command) === true;
}

/** Types a slash command; the answer in the acknowledgement is shown as Slack shows it. */
export async function runCommand(
  front: Front,
  userId: string,
  channel: Channel,
  command: string,
  typed: string,
): Promise<Failure> {
  const { workspace } = front;
  const { app, team, switches } = workspace;
  const declared = app.manifest.features?.slash_commands?.find((each) => each.command === command);
  const escape = switches.commandsEscapeText;
  const text = declared?.should_escape === true ? markup(workspace, typed, { named: true, escape }) : typed;
  const origin = { channel, userId, original: undefined };
  const reply = await front.deliverer.ask({
    type: "slash_commands",
    payload: {
      token: app.verificationToken,
      team_id: team.id,
      team_domain: team.domain,
      channel_id: channel.id,
      channel_name: channelName(channel),
      user_id: userId,
      user_name: userOf(workspace, userId).name,
      command,
      text: text.trim(),
      api_app_id: app.id,
      is_enterprise_install: "false",
      response_url: front.responseUrls.issue("commands", origin),
      trigger_id: front.triggers.issue(userId),
    },
  });
  if (!reply.acked) return failureOf(reply);
  const body = reply.body as Response | undefined;
  if (body === undefined || body === null || Object.keys(body).length === 0) return undefined;
  const problem = respond(workspace, front.judge, origin, body);
  if (problem === undefined) return undefined;
  logRefusal(front, `acknowledgement of ${command}`, body, problem.split(" ")[0] ?? problem, { detail: problem });
  return "invalid_command_response";
}
