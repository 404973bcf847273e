import * as channels from "../channels.ts";
import type { Channel } from "../model.ts";
import { changeUser, type ProfileChange } from "../users.ts";
import { personNamed, type Where } from "./find.ts";
import { channelOf, type Seat, settled } from "./seat.ts";

export type Tending = {
  creates(name: string, more?: { isPrivate?: boolean }): Promise<Channel>;
  joins(where: Where): Promise<void>;
  leaves(where: Where): Promise<void>;
  /** People or the app, by name. */
  invites(where: Where, ...names: string[]): Promise<void>;
  removes(where: Where, name: string): Promise<void>;
  archives(where: Where): Promise<void>;
  unarchives(where: Where): Promise<void>;
  deletesChannel(where: Where): Promise<void>;
  renames(where: Where, name: string): Promise<void>;
  setsTopic(where: Where, topic: string): Promise<void>;
  changesProfile(change: ProfileChange): Promise<void>;
};

export function tending(seat: Seat): Tending {
  const { workspace } = seat.front;
  const me = seat.user.id;

  async function inChannel(where: Where, doIt: (channel: Channel) => unknown): Promise<void> {
    const channel = channelOf(seat, where);
    return settled(seat, () => void doIt(channel));
  }

  function idOf(name: string): string {
    return personNamed(workspace, name).id;
  }

  return {
    creates: async (name, { isPrivate = false } = {}) =>
      settled(seat, () => channels.createChannel(workspace, me, name, isPrivate)),
    joins: (where) => inChannel(where, (channel) => channels.join(workspace, channel, me)),
    leaves: (where) => inChannel(where, (channel) => channels.leave(workspace, channel, me)),
    invites: (where, ...names) =>
      inChannel(where, (channel) => channels.invite(workspace, channel, me, names.map(idOf), false)),
    removes: (where, name) => inChannel(where, (channel) => channels.kick(workspace, channel, me, idOf(name))),
    archives: (where) => inChannel(where, (channel) => channels.archive(workspace, channel, me)),
    unarchives: (where) => inChannel(where, (channel) => channels.unarchive(workspace, channel, me)),
    deletesChannel: (where) => inChannel(where, (channel) => channels.deleteChannel(workspace, channel, me)),
    renames: (where, name) => inChannel(where, (channel) => channels.rename(workspace, channel, me, name)),
    setsTopic: (where, topic) => inChannel(where, (channel) => channels.say(workspace, channel, me, "topic", topic)),
    changesProfile: async (change) => settled(seat, () => changeUser(workspace, seat.user, change)),
  };
}
