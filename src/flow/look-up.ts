import type { SummaryData } from "../incident/summary.ts";
import type { Ledger, LookUpRow } from "../ledger/ledger.ts";
import type { Cache, Loaded } from "./cache.ts";

/**
 * Who is asking. The operator at the command line and the bot itself see everything; a person sees what is public,
 * and private incidents of whose channel he is a member.
 */
export type Viewer = { readonly kind: "operator" } | { readonly kind: "person"; readonly user: string };

export type IncidentRow = Omit<LookUpRow, "data"> & SummaryData;

/** Every read of incidents goes through here, and here alone is decided who may see which. */
export type LookUp = {
  /** By `7`, `INC-7`, `#inc-7`, `SEC-1`. Undefined for what is not there and for what the viewer may not see alike. */
  byRef(ref: string, viewer: Viewer): Promise<Loaded | undefined>;
  byChannel(channel: string, viewer: Viewer): Promise<Loaded | undefined>;
  byStream(stream: string, viewer: Viewer): Promise<Loaded | undefined>;
  /** The incident that holds this PagerDuty incident. */
  byAlert(alert: string, viewer: Viewer): Promise<Loaded | undefined>;
  /** Open ones, worst first, then youngest. */
  open(viewer: Viewer): Promise<readonly IncidentRow[]>;
  /** Open and closed, newest first. */
  recent(viewer: Viewer, limit: number): Promise<readonly IncidentRow[]>;
};

export const OPERATOR: Viewer = { kind: "operator" };

export function person(user: string): Viewer {
  return { kind: "person", user };
}

export function lookUpOver(ledger: Ledger, cache: Cache): LookUp {
  async function seen(stream: string | undefined, viewer: Viewer): Promise<Loaded | undefined> {
    if (stream === undefined) return undefined;
    const loaded = await cache.load(stream);
    if (loaded === undefined) return undefined;
    return maySee(viewer, loaded.incident) ? loaded : undefined;
  }
  return {
    async byRef(text, viewer) {
      const ref = readRef(text);
      return ref === undefined ? undefined : seen((await ledger.lookUp({ ref, limit: 1 }))[0]?.stream, viewer);
    },
    byChannel: async (channel, viewer) => seen(await ledger.claimedBy({ kind: "channel", value: channel }), viewer),
    byStream: (stream, viewer) => seen(stream, viewer),
    byAlert: async (alert, viewer) => seen(await ledger.claimedBy({ kind: "alert", value: alert }), viewer),
    async open(viewer) {
      const rows = (await ledger.lookUp({ open: true })).map(rowOf).filter((row) => maySee(viewer, row));
      return rows.sort((a, b) => a.severityRank - b.severityRank || b.openedAt - a.openedAt);
    },
    async recent(viewer, limit) {
      // As many as there would be without the private ones: a shorter list would give those away.
      for (let asked = limit * 2; ; asked *= 2) {
        const rows = await ledger.lookUp({ limit: asked });
        const seen = rows.map(rowOf).filter((row) => maySee(viewer, row));
        if (seen.length >= limit || rows.length < asked) return seen.slice(0, limit);
      }
    },
  };
}

function maySee(viewer: Viewer, what: { readonly private: boolean; readonly members: readonly string[] }): boolean {
  return viewer.kind === "operator" || !what.private || what.members.includes(viewer.user);
}

function rowOf(row: LookUpRow): IncidentRow {
  const { data, ...rest } = row;
  return { ...rest, ...(data as SummaryData) };
}

/** `7` means INC-7. */
function readRef(text: string): string | undefined {
  const found = /^#?(?:(inc|sec|drill)[-\s]?)?(\d{1,9})$/i.exec(text.trim());
  if (found === null) return undefined;
  return `${(found[1] ?? "inc").toUpperCase()}-${Number(found[2])}`;
}
