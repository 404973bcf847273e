/** What a stored event is about does not show in Slack yet: it comes again, and nothing is wrong. */
export class NotYet extends Error {}
