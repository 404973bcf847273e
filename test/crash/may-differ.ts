/**
 * What may differ from a run in which nothing went wrong, and why. Nothing else is left out of the comparison;
 * `docs/explanation/guarantees.md` has the same list for operators.
 */
export const MAY_DIFFER = {
  "Private answers":
    "what only one person sees goes by an acknowledgement or a response_url: whether it arrived cannot be asked, so it is not repeated",
  Forms: "a form belongs to a trigger that lives three seconds: after a crash the person opens it anew",
  Order: "messages, pins and record entries that do not depend on each other may come in another order",
  Times: "what happens after a restart happens later: times, durations, ids and hashes differ",
  "Quick edits":
    "ten changes in a second are one edit: how often a card or a topic was changed is not compared, only how it ends",
  "Answered buttons":
    "they are taken off their message at most once; whoever presses one that stayed is told how things stand",
  "Who told of an alert":
    "PagerDuty's answer, its webhook and looking there tell the same; the record names as actor the one that came first",
  "In whose name":
    "PagerDuty is told in the name of whoever asked or, where it does not say in time who that is there, of PAGERDUTY_FROM_EMAIL",
  "When somebody paged was named":
    "at once or, where PagerDuty or Slack was slow to say who that is, later in an entry of its own; the members are compared",
} as const;
