import { addChannel, addUser, type ChannelSeed, type UserSeed, type Workspace } from "./workspace.ts";

/** A small company: who is called what is what the stories rely on. */
export const people: readonly UserSeed[] = [
  { name: "ana", realName: "Ana Kovac", tz: "Europe/Berlin" },
  { name: "bo", realName: "Bo Lindqvist", tz: "America/New_York" },
  { name: "cy", realName: "Cy Okafor", tz: "Europe/Berlin" },
  { name: "dee", realName: "Dee Marsh", tz: "America/New_York" },
  { name: "eli", realName: "Eli Sato", tz: "Europe/Berlin" },
  { name: "fay", realName: "Fay Duval", tz: "Europe/Berlin" },
];

export const rooms: readonly ChannelSeed[] = [
  { name: "general", members: ["ana", "bo", "cy", "dee", "eli", "fay", "pitwall"] },
  { name: "incidents", members: ["ana", "bo", "cy", "dee", "eli", "pitwall"] },
  { name: "ask-platform", members: ["ana", "bo", "eli", "pitwall"] },
];

/** Fills the workspace as if it had always been so: no lines, no events. */
export function seed(workspace: Workspace, users = people, channels = rooms): void {
  const { app } = workspace;
  const botName = app.manifest.features?.bot_user?.display_name ?? app.manifest.display_information.name;
  addUser(workspace, { name: "pitwall", realName: botName, tz: "UTC" }, app.botUserId);
  for (const user of users) addUser(workspace, user);
  const byName = new Map([...workspace.users.values()].map((user) => [user.name, user.id]));
  for (const { name, kind = "public", members } of channels) {
    const ids = members.map((member) => {
      const id = byName.get(member);
      if (id === undefined) throw new Error(`#${name} is to have the member "${member}", who is not in the workspace`);
      return id;
    });
    addChannel(workspace, { name, kind, creator: ids[0] ?? app.botUserId, members: ids });
  }
}
