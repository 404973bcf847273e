import { pagerDutyIntake } from "../pagerduty/intake.ts";
import { alertKeyOf } from "../pagerduty/operations.ts";
import type { Base } from "./base.ts";
import type { PagerDutyCalls } from "./pagerduty-calls.ts";
import { alertFacts } from "./platform.ts";
import { recountOn, type slackUsers } from "./slack-facts.ts";

/** What becomes of each event of PagerDuty, however it arrived. */
export function intakeOver(base: Base, pagerduty: PagerDutyCalls, users: ReturnType<typeof slackUsers>) {
  const { config, clock, ledger, flow, catalog, newId } = base;
  return pagerDutyIntake({
    ...flow,
    rules: config.rules,
    routes: config.routes,
    grouping: config.grouping,
    newId,
    alertsOf: (stream) => ledger.alerts(stream),
    alertOf: (stream, incident) => ledger.alert(stream, "pagerduty", incident),
    alertGroups: (alertKey) => ledger.alertGroups(alertKey),
    counted: (stream) => recountOn(ledger, clock, stream),
    facts: alertFacts(catalog),
    alertKeyOf: async (incident) => {
      const asked = pagerduty === undefined ? undefined : await alertKeyOf(pagerduty.clientNow, incident);
      return asked?.ok === true ? asked.data : null;
    },
    slackUserOf: users.slackUserOf,
  });
}
