/** What a call meets instead of, or before, its proper answer. */
export type Fault =
  /** The answer comes `ms` of real time later. */
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "limited"; readonly retryAfter: number }
  | { readonly kind: "failed"; readonly status: number }
  | { readonly kind: "refused"; readonly error: string }
  /** The call is carried out, then the connection drops: the caller cannot know. */
  | { readonly kind: "lost-reply" }
  /** The connection drops before anything is done. */
  | { readonly kind: "disconnect" };

export type PlannedFault = {
  /** A method's name, or "*" for every one. */
  readonly method: string;
  readonly fault: Fault;
  /** How many calls it strikes. */
  times: number;
};

/** What befalls one delivery to the app. */
export type DeliveryFault =
  /** The app gets it, and its acknowledgement is lost: Slack and the person believe that nothing came. */
  | "lost-ack"
  | "not-delivered"
  /** It arrives two times: Slack delivers at least once. */
  | "twice";

export type PlannedDeliveryFault = {
  readonly type: "events_api" | "slash_commands" | "interactive";
  readonly fault: DeliveryFault;
  /** How many deliveries it strikes. */
  times: number;
};

/** What nobody could verify about Slack, and what a test wants to go wrong. May be changed while the workspace runs. */
export type Switches = {
  /** Whether rate limits are kept at all. */
  limits: boolean;
  /** Posts one channel takes at once before one a second is enforced; Slack does not publish it. */
  burst: number;
  /** Posts a minute the whole workspace takes: "several hundred". */
  postsPerMinute: number;
  /** How long (ms) a message stays invisible to history and replies. */
  historyLag: number;
  /** Whether the name of an archived channel stays taken. */
  archivedNamesTaken: boolean;
  /** What the state of a view says of an optional single input that was left empty. */
  emptyInputs: "null" | "absent";
  /** Whether `& < >` arrive escaped in the text of a slash command. */
  commandsEscapeText: boolean;
  /** Whether a view's hash changes when its submission is answered with errors. */
  errorsChangeHash: boolean;
  /** Pins one channel takes. */
  pins: number;
  /** Characters of a message's metadata as JSON. */
  metadata: number;
  /** Whether an edit that brings no metadata leaves the message's own. */
  editsKeepMetadata: boolean;
  /** How long (ms) a Socket Mode connection lives until Slack refreshes it; 0: for ever. Real ones live some hours. */
  connectionLife: number;
  /** How long (ms) every other event is under way, so that later ones overtake it; 0: they come in order. */
  lateEvents: number;
  faults: PlannedFault[];
  deliveryFaults: PlannedDeliveryFault[];
};

export function defaultSwitches(): Switches {
  return {
    limits: true,
    burst: 5,
    postsPerMinute: 300,
    historyLag: 0,
    archivedNamesTaken: true,
    emptyInputs: "null",
    commandsEscapeText: true,
    errorsChangeHash: false,
    pins: 100,
    metadata: 8_000,
    editsKeepMetadata: true,
    connectionLife: 0,
    lateEvents: 0,
    faults: [],
    deliveryFaults: [],
  };
}

/** The next planned fault for this call, and counts it. */
export function takeFault(switches: Switches, method: string): Fault | undefined {
  return taken(switches.faults, (planned) => planned.method === method || planned.method === "*")?.fault;
}

export function takeDeliveryFault(switches: Switches, type: PlannedDeliveryFault["type"]): DeliveryFault | undefined {
  return taken(switches.deliveryFaults, (planned) => planned.type === type)?.fault;
}

function taken<P extends { times: number }>(plan: readonly P[], strikes: (planned: P) => boolean): P | undefined {
  const planned = plan.find((each) => each.times > 0 && strikes(each));
  if (planned !== undefined) planned.times -= 1;
  return planned;
}
