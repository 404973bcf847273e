import { SlackError } from "../error.ts";
import type { User } from "../model.ts";
import { userOf, wireUser } from "../users.ts";
import { type Call, type Handlers, isGranted, pageOf } from "./call.ts";

function wire(call: Call, user: User): Record<string, unknown> {
  return wireUser(call.workspace, user, isGranted(call.workspace.app.scopes, "users:read.email"));
}

function list(call: Call) {
  const page = pageOf(call, [...call.workspace.users.values()], { standard: 1_000, most: 1_000 });
  return { members: page.items.map((user) => wire(call, user)), response_metadata: page.response_metadata };
}

function byEmail(call: Call) {
  const email = call.args.text("email").toLowerCase();
  const user = [...call.workspace.users.values()].find(
    (each) => !each.isBot && !each.deleted && each.email.toLowerCase() === email,
  );
  if (user === undefined) throw new SlackError("users_not_found");
  return { user: wire(call, user) };
}

function groups(call: Call) {
  const usergroups = [...call.workspace.usergroups.values()].map(({ users, ...group }) => ({
    ...group,
    team_id: call.workspace.team.id,
    is_usergroup: true,
    user_count: users.length,
    ...(call.args.flag("include_users") ? { users } : {}),
  }));
  return { usergroups };
}

function groupUsers(call: Call) {
  const group = call.workspace.usergroups.get(call.args.text("usergroup"));
  if (group === undefined) throw new SlackError("no_such_subteam");
  return { users: group.users };
}

function bot(call: Call) {
  const { app, seconds } = call.workspace;
  if (call.args.text("bot") !== app.botId) throw new SlackError("bot_not_found");
  const name = app.manifest.display_information.name;
  return { bot: { id: app.botId, deleted: false, name, updated: seconds(), app_id: app.id, user_id: app.botUserId } };
}

function team(call: Call) {
  const { id, name, domain } = call.workspace.team;
  const asked = call.args.maybe("team");
  if (asked !== undefined && asked !== id) throw new SlackError("team_not_found");
  return { team: { id, name, domain, email_domain: "", url: `https://${domain}.slack.com/` } };
}

function whoAmI(call: Call) {
  const { app, team: at } = call.workspace;
  return {
    url: `https://${at.domain}.slack.com/`,
    team: at.name,
    team_id: at.id,
    user: userOf(call.workspace, call.me).name,
    user_id: call.me,
    bot_id: app.botId,
    is_enterprise_install: false,
  };
}

function test(call: Call) {
  const error = call.args.maybe("error");
  if (error !== undefined) throw new SlackError(error);
  const foo = call.args.maybe("foo");
  return foo === undefined ? {} : { args: { foo } };
}

export const peopleMethods: Handlers = {
  "users.info": (call) => ({ user: wire(call, userOf(call.workspace, call.args.text("user"))) }),
  "users.list": list,
  "users.lookupByEmail": byEmail,
  "usergroups.list": groups,
  "usergroups.users.list": groupUsers,
  "bots.info": bot,
  "team.info": team,
  "auth.test": whoAmI,
  "api.test": test,
  "apps.connections.open": (call) => ({ url: call.openConnection() }),
};
