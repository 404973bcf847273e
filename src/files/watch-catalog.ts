import { watch } from "node:fs/promises";

import { type AnnotationKeys, DEFAULT_KEYS } from "../catalog/annotation-keys.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Clock } from "../shared/time.ts";
import { catalogLoader } from "./load-catalog.ts";

export type WatchOptions = {
  readonly clock: Clock;
  readonly keys?: AnnotationKeys;
  /** Called with each new catalog, the first included. */
  readonly onLoad?: (catalog: Catalog) => void;
  /** The folders can no longer be watched or read. The last catalog stays in force. */
  readonly onTrouble: (error: unknown) => void;
};

export type WatchedCatalog = {
  /** The catalog as last loaded, whole: a reload takes its place at once or not at all. */
  current(): Catalog;
  reload(): Promise<void>;
  close(): Promise<void>;
};

/** Editors and checkouts write in bursts: wait for the end of one. */
const QUIET = 300;

/** Loads the catalog, and loads it again whenever something in its folders changes. */
export async function watchCatalog(folders: readonly string[], options: WatchOptions): Promise<WatchedCatalog> {
  const { clock, onTrouble } = options;
  const loader = catalogLoader(folders, options.keys ?? DEFAULT_KEYS);
  const stop = new AbortController();
  let catalog = await loader.load();
  options.onLoad?.(catalog);
  let loading = Promise.resolve();
  let isWaiting = false;

  function reload(): Promise<void> {
    loading = loading.then(async () => {
      catalog = await loader.load();
      options.onLoad?.(catalog);
    });
    return loading;
  }
  async function changed(): Promise<void> {
    if (isWaiting) return;
    isWaiting = true;
    await clock.sleep(QUIET, stop.signal);
    isWaiting = false;
    if (!stop.signal.aborted) await reload().catch(onTrouble);
  }
  async function follow(folder: string): Promise<void> {
    for await (const _ of watch(folder, { recursive: true, signal: stop.signal })) void changed();
  }
  const followed = folders.map((folder) =>
    follow(folder).catch((error: unknown) => {
      if (!stop.signal.aborted) onTrouble(error);
    }),
  );
  async function close(): Promise<void> {
    stop.abort();
    await Promise.all([...followed, loading.catch(() => {})]);
  }
  return { current: () => catalog, reload, close };
}
