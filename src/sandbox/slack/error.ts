/** Slack says no: `error` is one of the documented names of the method. Caught in one place, where the call is answered. */
export class SlackError extends Error {
  readonly error: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(error: string, more: Readonly<Record<string, unknown>> = {}) {
    super(error);
    this.name = "SlackError";
    this.error = error;
    this.more = more;
  }
}

export function invalidArguments(messages: readonly string[]): SlackError {
  return new SlackError("invalid_arguments", {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}
