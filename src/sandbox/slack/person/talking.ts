import { isKnownCommand, runCommand } from "../act/command.ts";
import { openHome, useShortcut } from "../act/shortcut.ts";
import { fileOf, type NewFile, storeFile } from "../files.ts";
import { addPin, addReaction, removePin, removeReaction } from "../marks.ts";
import { deleteMessage, editMessage, postMessage } from "../messages.ts";
import type { Message, View, WireFile } from "../model.ts";
import { markup, richText } from "../typed-text.ts";
import type { Where } from "./find.ts";
import { looking, type Seen, watched } from "./looking.ts";
import { authoredMessage, postedMessage, type Seat, settled, writableChannel } from "./seat.ts";

export type Talking = {
  /** Types a slash command into a channel ("#incidents") or into the conversation with the app ("@pitwall"). */
  types(where: Where, line: string): Promise<Seen>;
  /** Files are new ones, or of those that this person has uploaded before. */
  says(
    where: Where,
    text: string,
    more?: { thread?: Message; files?: readonly (NewFile | WireFile)[] },
  ): Promise<Message>;
  /** Chooses a shortcut by its name: of a message, or from anywhere. */
  uses(shortcut: string, on?: Message): Promise<Seen>;
  opensHome(): Promise<View | undefined>;
  edits(message: Message, text: string): Promise<void>;
  deletes(message: Message): Promise<void>;
  /** With or without colons. */
  reacts(emoji: string, message: Message): Promise<void>;
  unreacts(emoji: string, message: Message): Promise<void>;
  pins(message: Message): Promise<void>;
  unpins(message: Message): Promise<void>;
};

export function talking(seat: Seat): Talking {
  const { front, user, url } = seat;
  const { workspace } = front;
  const me = user.id;

  function marked(text: string): string {
    return markup(workspace, text, { named: false, escape: true });
  }

  return {
    async types(where, line) {
      const channel = writableChannel(seat, where);
      const [, command = "", text = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? [];
      if (!isKnownCommand(front, command)) throw new Error(`${command || line} is not a valid command`);
      return watched(seat, () => runCommand(front, me, channel, command, text));
    },
    async says(where, text, { thread, files } = {}) {
      const channel = writableChannel(seat, where);
      const stored = files?.map((file) => ("id" in file ? file : storeFile(workspace, url, me, file)));
      for (const file of stored ?? []) fileOf(workspace, file.id).channels.add(channel.id);
      return settled(seat, () =>
        postMessage(workspace, channel, me, {
          text: marked(text),
          blocks: text === "" ? undefined : richText(marked(text)),
          threadTs: thread?.thread_ts ?? thread?.ts,
          files: stored,
        }),
      );
    },
    async uses(shortcut, on) {
      return watched(seat, () => useShortcut(front, me, shortcut, on === undefined ? on : postedMessage(seat, on)));
    },
    async opensHome() {
      await settled(seat, () => openHome(front, me));
      return looking(seat).home();
    },
    async edits(shown, text) {
      const { channel, message } = authoredMessage(seat, shown);
      const edit = { text: marked(text), blocks: richText(marked(text)) };
      return settled(seat, () => editMessage(workspace, channel, message, me, edit));
    },
    async deletes(shown) {
      const { channel, message } = authoredMessage(seat, shown);
      return settled(seat, () => deleteMessage(workspace, channel, message));
    },
    async reacts(emoji, shown) {
      const { channel, message } = postedMessage(seat, shown);
      return settled(seat, () => addReaction(workspace, channel, message, me, emoji.replaceAll(":", "")));
    },
    async unreacts(emoji, shown) {
      const { channel, message } = postedMessage(seat, shown);
      return settled(seat, () => removeReaction(workspace, channel, message, me, emoji.replaceAll(":", "")));
    },
    async pins(shown) {
      const { channel, message } = postedMessage(seat, shown);
      return settled(seat, () => addPin(workspace, channel, message, me));
    },
    async unpins(shown) {
      const { channel, message } = postedMessage(seat, shown);
      return settled(seat, () => removePin(workspace, channel, message, me));
    },
  };
}
