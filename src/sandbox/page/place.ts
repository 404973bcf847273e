/** Where somebody is at the page. It stands in the address, so that two tabs can be two people. */
export type Place = {
  /** Name or id of the person; empty before anybody was chosen. */
  readonly as: string;
  /** A channel's id, `home`, or empty for the list on a phone and the first channel elsewhere. */
  readonly in: string;
  /** The timestamp of the message whose replies stand beside. */
  readonly thread?: string;
  /** The timestamp of a message to be shown. */
  readonly at?: string;
};

export function readPlace(search: string): Place {
  const fields = new URLSearchParams(search);
  const thread = fields.get("thread");
  const at = fields.get("at");
  return {
    as: fields.get("as") ?? "",
    in: fields.get("in") ?? "",
    ...(thread === null ? {} : { thread }),
    ...(at === null ? {} : { at }),
  };
}

export function writePlace(place: Place): string {
  const fields = Object.entries(place).filter(([, value]) => value !== "");
  return `?${new URLSearchParams(fields)}`;
}

/** The place that a link into the workspace leads to, as Slack writes them: /archives/C1/p1700000000000100?thread_ts=… */
export function placeOfLink(link: URL): Omit<Place, "as"> | undefined {
  const [, channel, seconds, micros] = /^\/archives\/([A-Z0-9]+)(?:\/p(\d+)(\d{6}))?$/.exec(link.pathname) ?? [];
  if (channel === undefined) return undefined;
  if (seconds === undefined || micros === undefined) return { in: channel };
  const at = `${seconds}.${micros}`;
  const thread = link.searchParams.get("thread_ts");
  return thread === null || thread === at ? { in: channel, at } : { in: channel, thread, at };
}
