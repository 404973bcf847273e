import { MINUTE } from "../shared/time.ts";
import type { Route } from "./server.ts";

export type HealthFacts = {
  readonly probe: () => Promise<void>;
  /** Undefined where Slack comes in by HTTP. */
  readonly slackConnections: () => { readonly open: number; readonly wanted: number } | undefined;
  readonly counts: () => Promise<Readonly<Record<"waiting" | "done" | "gave-up" | "cancelled" | "dropped", number>>>;
  /** Whether something was due at that instant and waits still. */
  readonly wasDue: (at: number) => Promise<boolean>;
  readonly now: () => number;
  /** Restored from a backup and not yet confirmed. */
  readonly isFrozen: () => boolean;
};

/** What is due so long and not even tried means that nothing moves; what fails is put off and tried again. */
const STUCK_AFTER = 5 * MINUTE;

/** `/healthz`: the process lives. `/readyz`: it can do its work, else 503 and why. `/metrics`: for Prometheus. */
export function healthRoutes(facts: HealthFacts): Readonly<Record<string, Route>> {
  return {
    "GET /healthz": (_request, response) =>
      void response.writeHead(200, { "content-type": "text/plain" }).end("alive\n"),
    "GET /readyz": async (_request, response) => {
      const problems = await problemsNow(facts);
      const status = problems.length === 0 ? 200 : 503;
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(`${JSON.stringify({ ready: status === 200, problems, slackConnections: facts.slackConnections() })}\n`);
    },
    "GET /metrics": async (_request, response) => {
      const counts = await facts.counts();
      const lines = [
        "# HELP pitwall_effects Effects in the outbox by state.",
        "# TYPE pitwall_effects gauge",
        ...(["waiting", "done", "gave-up", "cancelled", "dropped"] as const).map(
          (state) => `pitwall_effects{state="${state}"} ${counts[state]}`,
        ),
        "# HELP pitwall_slack_connected Whether Slack is connected.",
        "# TYPE pitwall_slack_connected gauge",
        `pitwall_slack_connected ${facts.slackConnections()?.open === 0 ? 0 : 1}`,
        "# HELP pitwall_slack_connections Socket Mode connections that are open; two is usual, one is enough.",
        "# TYPE pitwall_slack_connections gauge",
        `pitwall_slack_connections ${facts.slackConnections()?.open ?? 0}`,
        "# HELP pitwall_resident_memory_bytes Memory of the process.",
        "# TYPE pitwall_resident_memory_bytes gauge",
        `pitwall_resident_memory_bytes ${process.memoryUsage.rss()}`,
      ];
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(`${lines.join("\n")}\n`);
    },
  };
}

async function problemsNow(facts: HealthFacts): Promise<readonly string[]> {
  const problems: string[] = [];
  try {
    await facts.probe();
    if (await facts.wasDue(facts.now() - STUCK_AFTER)) problems.push("nothing is carried out any more");
  } catch (error) {
    problems.push(`the database cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (facts.isFrozen()) problems.push("frozen after a restore: pitwall restore --confirm lets it work");
  if (facts.slackConnections()?.open === 0) problems.push("Slack is not connected");
  return problems;
}
