import manifest from "../data/slack-full-manifest.json" with { type: "json" };

/** The part of a Slack app manifest that this workspace acts on. */
export type Manifest = {
  readonly display_information: { readonly name: string };
  readonly features?: {
    readonly bot_user?: { readonly display_name: string };
    readonly app_home?: { readonly home_tab_enabled?: boolean; readonly messages_tab_enabled?: boolean };
    readonly slash_commands?: readonly {
      readonly command: string;
      readonly description?: string;
      readonly usage_hint?: string;
      readonly should_escape?: boolean;
    }[];
    readonly shortcuts?: readonly {
      readonly name: string;
      /** "message" or "global"; a manifest read from JSON has no narrower type. */
      readonly type: string;
      readonly callback_id: string;
      readonly description?: string;
    }[];
  };
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly settings?: {
    readonly event_subscriptions?: { readonly bot_events?: readonly string[] };
    readonly interactivity?: { readonly is_enabled: boolean };
  };
};

/** The one app that is installed in the workspace. */
export type InstalledApp = {
  readonly id: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly verificationToken: string;
  readonly manifest: Manifest;
  readonly scopes: readonly string[];
};

export function installedApp(manifest: Manifest): InstalledApp {
  return {
    id: "A0PITWALL",
    botId: "B0PITWALL",
    botUserId: "U0PITWALL",
    botToken: "xoxb-sandbox-bot",
    appToken: "xapp-sandbox-app",
    signingSecret: "sandbox-signing-secret",
    verificationToken: "sandbox-verification",
    manifest,
    scopes: manifest.oauth_config?.scopes?.bot ?? [],
  };
}

/** Everything an incident bot may ask for: for tests of the workspace itself, which have no app of their own. */
export const fullManifest: Manifest = manifest;
