import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { DeedAnswer } from "../web/protocol.ts";
import type { WorldDeed } from "../web/world-protocol.ts";
import type { PageState } from "./state.ts";
import type { Connection, Doing, Store } from "./store.ts";

export type Client = {
  readonly state: PageState;
  /** Rejects with the workspace's own words when it cannot be done. */
  act(doing: Doing): Promise<DeedAnswer>;
  world(deed: WorldDeed): Promise<void>;
  /** Bytes for a message or a file input; the answer is the file's id. */
  upload(file: File): Promise<string>;
  /** Workspace time, epoch ms. */
  now(): number;
  readonly connection: Connection;
};

const ClientContext = createContext<Store | undefined>(undefined);

export function ClientProvider({ store, children }: { readonly store: Store; readonly children: ReactNode }) {
  return <ClientContext value={store}>{children}</ClientContext>;
}

/** What can be done, without following the state: whoever uses it is not drawn anew when something changes. */
export function useStore(): Store {
  const store = useContext(ClientContext);
  if (store === undefined) throw new Error("There is no workspace above this component.");
  return store;
}

export function useClient(): Client {
  const store = useStore();
  const state = useSyncExternalStore(store.subscribe, store.state);
  const connection = useSyncExternalStore(store.subscribe, store.connection);
  useMinute();
  return useMemo(
    () => ({ state, connection, act: store.act, world: store.world, upload: store.upload, now: store.now }),
    [store, state, connection],
  );
}

/** Part of the state; the component is drawn anew only when that part is another one. */
export function useSeen<T>(select: (state: PageState) => T): T {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => select(store.state()));
}

/** Draws the component anew every minute, so that "5 minutes ago" stays true. */
function useMinute(): void {
  const [, setMinute] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setMinute((minute) => minute + 1), 60_000);
    return () => clearInterval(timer);
  }, []);
}
