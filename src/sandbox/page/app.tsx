import { useEffect, useState } from "react";
import { Channel } from "./channel/channel.tsx";
import { useClient } from "./client.tsx";
import { firstChannel } from "./first-channel.ts";
import { Home } from "./home/home.tsx";
import { useIsNarrow } from "./is-narrow.ts";
import { Jump } from "./jump/jump.tsx";
import { ModalStack } from "./modal/modal-stack.tsx";
import { Panels } from "./panels/panels.tsx";
import { usePlace } from "./place-context.tsx";
import { Sidebar } from "./sidebar/sidebar.tsx";
import { Thread } from "./thread/thread.tsx";
import { ToastProvider } from "./toast.tsx";
import "./styles/layout.css";
import "./styles/messages.css";

export function App() {
  const { state, connection } = useClient();
  const { place, go } = usePlace();
  const isNarrow = useIsNarrow();
  const [isJumping, setJumping] = useState(false);
  // Chosen once: what happens elsewhere must not take away what somebody looks at.
  const [first] = useState(() => firstChannel(state));
  const isHome = place.in === "home";
  const asked = state.channels.find(({ id }) => id === place.in);
  // On a phone the list of channels is the first screen; elsewhere something stands beside it.
  const channel = isHome
    ? undefined
    : (asked ?? (isNarrow ? undefined : (state.channels.find(({ id }) => id === first) ?? state.channels[0])));
  const thread = channel === asked ? place.thread : undefined;

  useEffect(() => {
    const me = state.users[state.me]?.real_name ?? "";
    const where = isHome ? "Home" : channel === undefined ? "Channels" : channel.name;
    document.title = `${where} – ${me} – ${state.team.name}`;
  }, [state.users, state.me, state.team, isHome, channel]);

  const modals = state.modals.length;
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        // A form lies above it, and has the focus for itself.
        if (modals === 0) setJumping(true);
      } else if (event.key === "Escape" && !event.defaultPrevented && thread !== undefined && channel !== undefined) {
        // Escape belongs to a dialog or a menu first.
        if (document.querySelector("[role=dialog], [role=menu], [role=listbox]") === null) go({ in: channel.id });
      }
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [thread, channel, go, modals]);

  return (
    <ToastProvider>
      <div className="page" data-shows={isHome || channel !== undefined ? "place" : "list"} data-thread={thread}>
        {connection === "lost" && (
          <p className="banner" role="alert">
            The local workspace does not answer. Trying again… What you type stays here.
          </p>
        )}
        {state.caption !== "" && (
          <p className="caption" role="status">
            {state.caption}
          </p>
        )}
        <div className="columns">
          <Sidebar shown={isHome ? "home" : (channel?.id ?? "")} jump={() => setJumping(true)} />
          <main className="place">
            {isHome && <Home />}
            {channel !== undefined && <Channel key={channel.id} channel={channel} />}
          </main>
          {channel !== undefined && thread !== undefined && <Thread key={thread} channel={channel} thread={thread} />}
          <Panels />
        </div>
      </div>
      {isJumping && <Jump close={() => setJumping(false)} />}
      <ModalStack />
    </ToastProvider>
  );
}
