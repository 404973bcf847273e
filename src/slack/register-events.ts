import type { App } from "@slack/bolt";
import { OPERATOR, person } from "../flow/look-up.ts";
import type { IncidentCommand } from "../incident/command.ts";
import { isOpen } from "../incident/incident.ts";
import type { Bot } from "./bot.ts";
import { personOf } from "./directory.ts";
import { heard } from "./heard.ts";
import { home } from "./home.ts";
import { channelOf, isDeletion, KEEP_REACTION, type SlackEvent } from "./interest.ts";
import { keepMessage, reactionsLeft, timeOf } from "./keep-message.ts";
import { wordsIn } from "./people-words.ts";
import { takeOffRoles } from "./take-off-roles.ts";

/** Events from the inbox. Each listener may run again after a crash, so each change finds out whether it was made. */
export function registerEvents(app: App, bot: Bot): void {
  app.event("app_mention", async ({ event, body }) => {
    if (event.user === undefined) return;
    await heard(
      {
        user: event.user,
        channel: event.channel,
        text: event.text,
        thread: event.thread_ts,
        ts: event.ts,
        id: body.event_id,
        direct: false,
      },
      bot,
    );
  });

  app.event("message", async ({ event, body }) => {
    const message = event as SlackEvent & MessageFields;
    const channel = channelOf(message);
    if (channel === undefined) return;
    if (message.channel_type === "im" && message.user !== undefined && message.subtype === undefined) {
      await heard(
        {
          user: message.user,
          channel,
          text: message.text ?? "",
          thread: message.thread_ts,
          ts: message.ts ?? "",
          id: body.event_id,
          direct: true,
        },
        bot,
      );
      return;
    }
    if (isDeletion(message) && message.previous_message?.ts !== undefined) {
      const loaded = await bot.lookUp.byChannel(channel, OPERATOR);
      if (loaded !== undefined && (await bot.cardOf(loaded.stream))?.ts === message.previous_message.ts)
        return bot.cardGone(loaded.stream);
      await onIncident(
        channel,
        { type: "removeMessage", message: { channel, ts: message.previous_message.ts } },
        message.previous_message.user,
        body.event_id,
      );
      return;
    }
    if (message.subtype === "message_changed" && message.message?.ts !== undefined) {
      // Slack unfolds a link by changing the message: its words are the same.
      if (message.message.text === message.previous_message?.text) return;
      const text = await wordsIn(message.message.text ?? "", bot);
      await onIncident(
        channel,
        { type: "editMessage", message: { channel, ts: message.message.ts }, text },
        message.message.user,
        body.event_id,
      );
      return;
    }
    await noted(message, channel, body.event_id);
  });

  app.event("reaction_added", async ({ event, body }) => {
    if (event.reaction !== KEEP_REACTION || event.item.type !== "message") return;
    const keeping = { by: event.user, delivery: body.event_id, stored: true };
    await keepMessage({ channel: event.item.channel, ts: event.item.ts }, keeping, bot);
  });

  app.event("reaction_removed", async ({ event, body }) => {
    if (event.reaction !== KEEP_REACTION || event.item.type !== "message") return;
    const message = { channel: event.item.channel, ts: event.item.ts };
    if (await reactionsLeft(message, bot)) return;
    await onIncident(message.channel, { type: "dropMessage", message }, event.user, body.event_id);
  });

  app.event("member_joined_channel", async ({ event, body }) => {
    if (event.user === (await bot.me())) return backIn(event.channel, body.event_id);
    await onIncident(event.channel, { type: "recordJoined", user: event.user }, event.user, body.event_id);
  });

  app.event("member_left_channel", async ({ event, body }) => {
    const { user, channel } = event;
    const command: IncidentCommand =
      user === (await bot.me())
        ? { type: "recordChannelLost", channel, why: "Pitwall was removed from its channel" }
        : { type: "recordLeft", user };
    await onIncident(channel, command, user, body.event_id);
  });

  for (const type of ["channel_archive", "group_archive"] as const) {
    app.event(type, async ({ event, body }) => {
      const { channel, user } = event;
      const incident = (await bot.lookUp.byChannel(channel, OPERATOR))?.incident;
      // What is over may well be archived: its channel can still be read.
      if (incident === undefined || !isOpen(incident)) return;
      const lost = { type: "recordChannelLost", channel, why: "its channel was archived" } as const;
      await onIncident(channel, lost, user, body.event_id);
    });
  }
  for (const type of ["channel_unarchive", "group_unarchive"] as const) {
    app.event(type, async ({ event, body }) => backIn(event.channel, body.event_id));
  }

  for (const type of ["channel_deleted", "group_deleted"] as const) {
    app.event(type, async ({ event, body }) => {
      await onIncident(
        event.channel,
        { type: "recordChannelLost", channel: event.channel, why: "its channel was deleted" },
        undefined,
        body.event_id,
      );
    });
  }

  for (const type of ["channel_rename", "group_rename"] as const) {
    app.event(type, async ({ event, body }) => {
      const { id: channel, name } = event.channel;
      await onIncident(channel, { type: "recordChannelRenamed", channel, name }, undefined, body.event_id);
    });
  }

  app.event("app_home_opened", async ({ event }) => {
    if (event.tab !== "home") return;
    const view = home(await bot.lookUp.open(person(event.user)), event.user);
    const published = await bot.callNow("views.publish", { user_id: event.user, view });
    if (!published.ok) bot.log.warn("App Home could not be published", { why: published });
  });

  app.event("user_change", async ({ event, body }) => {
    await bot.people.save(personOf(event.user));
    if (event.user.deleted === true) await takeOffRoles(event.user.id, body.event_id, bot);
  });

  async function onIncident(
    channel: string,
    command: IncidentCommand,
    user: string | undefined,
    event: string,
  ): Promise<void> {
    const loaded = await bot.lookUp.byChannel(channel, OPERATOR);
    if (loaded === undefined) return;
    const actor = user === undefined ? "pitwall" : `slack:${user}`;
    await bot.carryOut({ stream: loaded.stream, command, actor, cause: event, finishes: event });
  }

  /** The channel that was lost can be used again: everything is put there anew. */
  async function backIn(channel: string, event: string): Promise<void> {
    const incident = (await bot.lookUp.byChannel(channel, OPERATOR))?.incident;
    if (incident === undefined || incident.channel !== null) return;
    const info = await bot.ask<{ channel: { name: string } }>("conversations.info", { channel });
    if (info.data === undefined)
      throw new Error(`Channel ${channel} cannot be looked at: ${JSON.stringify(info.stop)}`);
    const command = { type: "recordChannel", channel, name: info.data.channel.name, byHand: true } as const;
    await onIncident(channel, command, undefined, event);
  }

  /** A plain message in the thread under the card is a note; with a file it is kept as a message. */
  async function noted(message: SlackEvent & MessageFields, channel: string, event: string): Promise<void> {
    if (message.ts === undefined || message.user === undefined) return;
    // Heard as a mention already.
    if ((message.text ?? "").includes(`<@${await bot.me()}>`)) return;
    const ref = { channel, ts: message.ts };
    if ((message.files?.length ?? 0) > 0) {
      await keepMessage(ref, { by: message.user, delivery: event, stored: true }, bot, message);
      return;
    }
    const text = await wordsIn(message.text ?? "", bot);
    if (text !== "")
      await onIncident(
        channel,
        { type: "addNote", text, decision: false, message: ref, at: timeOf(message.ts) },
        message.user,
        event,
      );
  }
}

export type MessageFields = {
  readonly text?: string;
  readonly files?: readonly MessageFile[];
  readonly message?: {
    readonly ts?: string;
    readonly text?: string;
    readonly user?: string;
    readonly subtype?: string;
  };
  readonly previous_message?: { readonly ts?: string; readonly user?: string; readonly text?: string };
};
export type MessageFile = {
  readonly name?: string;
  readonly mimetype?: string;
  readonly alt_txt?: string;
  readonly permalink?: string;
};
