import { fromSnapshot, type PageState } from "../../../src/sandbox/page/state.ts";
import type { Message } from "../../../src/sandbox/slack/model.ts";
import type { ChannelSeen, Snapshot, UserSeen } from "../../../src/sandbox/web/protocol.ts";

export function message(ts: string, more: Partial<Message> = {}): Message {
  return { channel: "C1", type: "message", ts, user: "U0BO", team: "T1", text: `said at ${ts}`, ...more };
}

export function channel(more: Partial<ChannelSeen> = {}): ChannelSeen {
  return {
    id: "C1",
    kind: "public",
    name: "general",
    topic: "",
    purpose: "",
    archived: false,
    is_member: true,
    members: ["U0ANA", "U0BO"],
    pins: [],
    bookmarks: [],
    last_read: "0",
    ...more,
  };
}

export function user(name: string, realName: string): UserSeen {
  return {
    id: `U0${name.toUpperCase()}`,
    name,
    real_name: realName,
    deleted: false,
    is_bot: false,
    tz: "Europe/Berlin",
    is_seat: true,
  };
}

export function pageState(more: Partial<Snapshot> = {}): PageState {
  return fromSnapshot({
    lastEventId: 10,
    now: Date.UTC(2026, 10, 16, 13, 0),
    pace: 1,
    team: { id: "T1", name: "Acme" },
    me: "U0ANA",
    bot: "U0PITWALL",
    users: [user("ana", "Ana Kovac"), user("bo", "Bo Lindqvist")],
    usergroups: [],
    channels: [channel()],
    messages: { C1: [message("1.000001"), message("2.000001")] },
    modals: [],
    home: null,
    commands: [],
    shortcuts: [],
    caption: "",
    ...more,
  });
}
