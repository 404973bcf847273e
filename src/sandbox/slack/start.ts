import { root } from "../../root.ts";
import type { Clock } from "../../shared/time.ts";
import { openCallBook } from "../web/call-book.ts";
import { noPlugs, type PagePlugs } from "../web/page-plugs.ts";
import { pageSite } from "../web/page-site.ts";
import { webRoutes } from "../web/web-routes.ts";
import type { Front } from "./act/front.ts";
import type { Desk, LoggedCall } from "./api/answer.ts";
import { fullManifest, type InstalledApp, installedApp, type Manifest } from "./app.ts";
import { createDeliverer, type Transport } from "./deliver.ts";
import { serveLocally } from "./http.ts";
import { createHttpMode } from "./http-mode.ts";
import type { Judge } from "./judge.ts";
import { createLimits } from "./limits.ts";
import { createResponseUrls } from "./response-url.ts";
import { createRoutes, isPage } from "./routes.ts";
import { seed } from "./seed.ts";
import { createSocketMode, type SocketMode } from "./socket-mode.ts";
import { eventCallback, isWanted } from "./subscriptions.ts";
import { defaultSwitches, type Switches } from "./switches.ts";
import { createTriggers } from "./triggers.ts";
import { type ChannelSeed, createWorkspace, type UsergroupSeed, type UserSeed, type Workspace } from "./workspace.ts";

export type SlackOptions = {
  readonly clock: Clock;
  readonly judge: Judge;
  readonly manifest?: Manifest;
  readonly switches?: Partial<Switches>;
  readonly users?: readonly UserSeed[];
  readonly channels?: readonly ChannelSeed[];
  readonly usergroups?: readonly UsergroupSeed[];
  readonly port?: number;
  /** Real time (epoch ms), for trigger ids and signatures. */
  readonly realNow?: () => number;
};

export type Slack = {
  readonly url: string;
  /** What the app's SLACK_API_URL is set to; ends in a slash. */
  readonly apiUrl: string;
  readonly app: InstalledApp;
  readonly workspace: Workspace;
  readonly switches: Switches;
  readonly front: Front;
  readonly socketMode: SocketMode;
  /** What the page in the browser offers beside Slack itself. */
  readonly plugs: PagePlugs;
  /** From now on deliveries go to this URL, signed; undefined means Socket Mode. */
  sendTo(requestUrl: string | undefined): void;
  /** Every call of the app and what it was told. */
  calls(method?: string): readonly LoggedCall[];
  /** Calls whose answer shows a mistake of the caller. */
  refusals(benign?: ReadonlySet<string>): readonly LoggedCall[];
  /** What is being answered or not yet acknowledged, in words. */
  busy(): string[];
  stop(): Promise<void>;
};

/** Errors that a correct app meets now and then: somebody was quicker, or it asks in order to find out. */
const BENIGN_ERRORS: ReadonlySet<string> = new Set([
  "already_in_channel",
  "already_pinned",
  "already_reacted",
  "already_archived",
  "name_taken",
  "no_reaction",
  "not_pinned",
  "not_archived",
  "users_not_found",
  "ratelimited",
  "hash_conflict",
  "not_found",
]);

export async function startSlack(options: SlackOptions): Promise<Slack> {
  const { clock, judge, realNow = Date.now } = options;
  const switches: Switches = { ...defaultSwitches(), ...options.switches };
  const app = installedApp(options.manifest ?? fullManifest);
  const workspace = createWorkspace({ clock, switches, app });
  seed(workspace, options);

  const server = await serveLocally(options.port ?? 0, isPage, () => route);
  const { url } = server;
  const socketMode = createSocketMode(app.id, workspace);
  let transport: Transport = socketMode;
  const calls = openCallBook(() => workspace.changed("call", null));
  const deliverer = createDeliverer(() => transport, workspace, calls.note);
  const triggers = createTriggers(workspace, realNow);
  const responseUrls = createResponseUrls(workspace, judge, url);
  const log: LoggedCall[] = [];
  const limits = createLimits(workspace);
  const desk: Desk = {
    workspace,
    judge,
    triggers,
    url,
    log,
    limits,
    openConnection: () => url.replace(/^http/, "ws") + socketMode.ticket(),
  };
  const front: Front = { workspace, judge, triggers, responseUrls, deliverer, log, onlooker: calls.note };
  const plugs = noPlugs();
  const line = {
    isConnected: () => transport !== socketMode || socketMode.connections() > 0,
    cut: () => socketMode.cut(),
  };
  const site = pageSite(new URL("dist/web/", root));
  const web = webRoutes({ front, url, plugs, calls, limits, line, site });
  const route = createRoutes(desk, front, line.cut, web);

  server.server.on("upgrade", (request, socket, head) => socketMode.upgrade(request, socket, head));
  workspace.onEvent((event, channel) => {
    if (isWanted(app, event, channel)) deliverer.event(eventCallback(workspace, event));
  });

  return {
    url,
    apiUrl: `${url}/api/`,
    app,
    workspace,
    switches,
    front,
    socketMode,
    plugs,
    sendTo(requestUrl) {
      transport = requestUrl === undefined ? socketMode : createHttpMode(app, requestUrl, realNow);
    },
    calls: (method) => (method === undefined ? [...log] : log.filter((call) => call.method === method)),
    refusals: (benign = BENIGN_ERRORS) =>
      log.filter((call) => call.answer["ok"] === false && !call.planned && !benign.has(String(call.answer["error"]))),
    busy: () => [...server.inFlight(), ...deliverer.pending()],
    async stop() {
      deliverer.stop();
      await socketMode.stop();
      await server.close();
    },
  };
}
