/** Subcommands that are promised and not yet there: each says so in one line and what does the job meanwhile. */
export const LATER: Readonly<Record<string, string>> = {
  search: "`/incident list` shows what is open.",
  hypothesis: "`/incident note` keeps it on the timeline.",
  timer: "`/incident note` keeps what was agreed.",
  task: "`/incident note` keeps it on the timeline.",
  followup: "The postmortem's follow-ups section takes it: `/incident postmortem`.",
  "follow-up": "The postmortem's follow-ups section takes it: `/incident postmortem`.",
  catchup: "`/incident timeline` shows what happened.",
  "catch-up": "`/incident timeline` shows what happened.",
  changes: "`/incident timeline` shows what is on record.",
  link: "`/incident note same cause as INC-3` keeps it on the timeline.",
  merge: "`/incident cancel duplicate of INC-3` ends this one.",
  convert: "`/incident declare` opens a new incident with its own channel.",
  "make-private": "`/incident declare … private` opens a private one from the start.",
  subscribe: "The announcement channel shows every update.",
  unsubscribe: "Nobody is subscribed yet.",
  stats: "`pitwall incident list --json` gives the figures.",
};
