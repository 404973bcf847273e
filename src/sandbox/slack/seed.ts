import {
  addChannel,
  addUser,
  type ChannelSeed,
  type UsergroupSeed,
  type UserSeed,
  type Workspace,
} from "./workspace.ts";

/** A small company: who is called what is what the stories rely on. */
const people: readonly UserSeed[] = [
  { name: "ana", realName: "Ana Kovac", tz: "Europe/Berlin" },
  { name: "bo", realName: "Bo Lindqvist", tz: "America/New_York" },
  { name: "cy", realName: "Cy Okafor", tz: "Europe/Berlin" },
  { name: "dee", realName: "Dee Marsh", tz: "America/New_York" },
  { name: "eli", realName: "Eli Sato", tz: "Europe/Berlin" },
  { name: "fay", realName: "Fay Duval", tz: "Europe/Berlin" },
];

const rooms: readonly ChannelSeed[] = [
  { name: "general", members: ["ana", "bo", "cy", "dee", "eli", "fay", "pitwall"] },
  { name: "incidents", members: ["ana", "bo", "cy", "dee", "eli", "pitwall"] },
  { name: "ask-platform", members: ["ana", "bo", "eli", "pitwall"] },
];

export type Seeds = {
  readonly users?: readonly UserSeed[];
  readonly channels?: readonly ChannelSeed[];
  readonly usergroups?: readonly UsergroupSeed[];
};

/** Fills the workspace as if it had always been so: no lines, no events. */
export function seed(workspace: Workspace, { users = people, channels = rooms, usergroups = [] }: Seeds): void {
  const { app } = workspace;
  const botName = app.manifest.features?.bot_user?.display_name ?? app.manifest.display_information.name;
  addUser(workspace, { name: "pitwall", realName: botName, tz: "UTC" }, app.botUserId);
  for (const user of users) addUser(workspace, user);
  const ids = new Map([...workspace.users.values()].map((user) => [user.name, user.id]));
  function idsOf(what: string, names: readonly string[]): string[] {
    return names.map((name) => {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`${what} is to have "${name}", who is not in the workspace`);
      return id;
    });
  }
  for (const { name, kind = "public", members } of channels) {
    const memberIds = idsOf(`#${name}`, members);
    addChannel(workspace, { name, kind, creator: memberIds[0] ?? app.botUserId, members: memberIds });
  }
  for (const { handle, name, users: members } of usergroups) {
    const id = workspace.nextId("S");
    workspace.usergroups.set(id, { id, handle, name, users: idsOf(`@${handle}`, members) });
  }
}
