import { useState } from "react";
import { useClient } from "../client.tsx";
import { Icon } from "../icon.tsx";
import { ThemeButton } from "../theme.tsx";
import { unreadOf } from "../unread.ts";
import { ChannelBrowser } from "./channel-browser.tsx";
import { PeopleSwitch } from "./people-switch.tsx";
import { SidebarLink } from "./sidebar-link.tsx";
import "../styles/sidebar.css";

/** @param shown the id of the channel on the screen, or `home` */
export function Sidebar({ shown, jump }: { readonly shown: string; readonly jump: () => void }) {
  const { state } = useClient();
  const [isBrowsing, setBrowsing] = useState(false);
  const rooms = state.channels
    .filter(({ kind, is_member }) => kind !== "im" && is_member)
    .sort((one, other) => one.name.localeCompare(other.name));
  const conversations = state.channels.filter(({ kind }) => kind === "im");
  const links = (channels: typeof rooms) =>
    channels.map((channel) => (
      <SidebarLink
        key={channel.id}
        to={{ in: channel.id }}
        icon={channel.kind === "private" ? "lock" : channel.kind === "im" ? "message" : "hash"}
        name={channel.name}
        hint={channel.kind === "private" ? "private" : undefined}
        isShown={channel.id === shown}
        {...unreadOf(channel, state.messages[channel.id] ?? [], state.me)}
      />
    ));
  const archived = rooms.filter((channel) => channel.archived);

  return (
    <div className="sidebar">
      <header className="sidebar-head">
        <h1>{state.team.name}</h1>
        <ThemeButton />
      </header>
      <button type="button" className="sidebar-jump" onClick={jump}>
        <Icon name="search" size={16} /> Jump to… <kbd>Ctrl K</kbd>
      </button>
      <nav aria-label="Channels" className="sidebar-nav">
        <h2>
          Channels
          <button type="button" className="rail-button" onClick={() => setBrowsing(true)} title="Browse channels">
            <Icon name="plus" size={18} />
            <span className="unseen">Browse channels</span>
          </button>
        </h2>
        <ul>{links(rooms.filter((channel) => !channel.archived))}</ul>
        {archived.length > 0 && (
          <details className="sidebar-more">
            <summary>More: {archived.length} archived</summary>
            <ul>{links(archived)}</ul>
          </details>
        )}
        <h2>Direct messages</h2>
        <ul>{links(conversations)}</ul>
        <h2>Apps</h2>
        <ul>
          <SidebarLink
            to={{ in: "home" }}
            icon="home"
            name={`${state.users[state.bot]?.real_name ?? "App"} Home`}
            isShown={shown === "home"}
            isUnread={false}
            mentions={0}
          />
        </ul>
      </nav>
      <PeopleSwitch />
      {isBrowsing && <ChannelBrowser close={() => setBrowsing(false)} />}
    </div>
  );
}
