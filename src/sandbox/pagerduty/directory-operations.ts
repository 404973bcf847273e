import type { Json } from "../../shared/json.ts";
import { DAY } from "../../shared/time.ts";
import { invalid, notFound, ok, refusal } from "./answer.ts";
import type { Policy, Schedule, Service, User } from "./company.ts";
import { onCallsBetween } from "./on-call.ts";
import { type Call, type Operation, page, paging, read } from "./operation.ts";
import { type References, timeOrNull } from "./reference.ts";

/** Who and what there is: the operations that read the company. */
export const directoryOperations: readonly Operation[] = [
  read("GET /abilities", {}, ({ account }) => ok({ abilities: account.company.abilities })),
  read("GET /users", { ...paging, query: "text", "team_ids[]": "text" }, (call) => {
    const teams = call.query.getAll("team_ids[]");
    const users = named(call, call.account.company.users).filter((user) => inTeams(user, teams));
    return page(call, "users", users, (user) => restUser(user, call.references));
  }),
  read("GET /users/me", {}, ({ account, token, references }) =>
    token.kind === "user"
      ? ok({ user: restUser(account.userById(token.user), references) })
      : invalid("User not found for an account-level access token"),
  ),
  read("GET /users/{id}", {}, ({ account, id, references }) => {
    const user = account.company.users.find((one) => one.id === id);
    return user === undefined ? notFound() : ok({ user: restUser(user, references) });
  }),
  read("GET /services", { ...paging, query: "text", name: "text", "team_ids[]": "text" }, (call) => {
    const teams = call.query.getAll("team_ids[]");
    const name = call.query.get("name");
    const services = named(call, call.account.company.services).filter(
      (service) => inTeams(service, teams) && (name === null || service.name === name),
    );
    return page(call, "services", services, (service) => restService(service, call.references));
  }),
  read("GET /services/{id}", {}, ({ account, id, references }) => {
    const service = account.company.services.find((one) => one.id === id);
    return service === undefined ? notFound() : ok({ service: restService(service, references) });
  }),
  read("GET /priorities", paging, (call) => {
    const { priorities } = call.account.company;
    if (priorities.length === 0) return refusal(402, 2012, "Account does not have the ability: priorities");
    return page(call, "priorities", priorities, ({ id, name, description }) => ({
      ...call.references.priority(id),
      type: "priority",
      name,
      description,
    }));
  }),
  read("GET /escalation_policies", { ...paging, query: "text", "team_ids[]": "text" }, (call) => {
    const teams = call.query.getAll("team_ids[]");
    const policies = named(call, call.account.company.policies).filter((policy) => inTeams(policy, teams));
    return page(call, "escalation_policies", policies, (policy) => restPolicy(policy, call));
  }),
  read("GET /schedules", { ...paging, query: "text" }, (call) =>
    page(call, "schedules", named(call, call.account.company.schedules), (schedule) => restSchedule(schedule, call)),
  ),
  read(
    "GET /oncalls",
    {
      ...paging,
      "schedule_ids[]": "text",
      "escalation_policy_ids[]": "text",
      "user_ids[]": "text",
      since: "time",
      until: "time",
      earliest: "boolean",
      "include[]": ["users"],
    },
    (call) => onCalls(call),
  ),
];

function onCalls(call: Call<undefined>) {
  const { account, query, references } = call;
  const now = account.clock.now();
  const since = timeOf(query, "since") ?? now;
  const until = timeOf(query, "until") ?? Math.max(since, now);
  if (until > now + 90 * DAY) return invalid("until may be at most 90 days ahead");
  const policies = among(account.company.policies, query.getAll("escalation_policy_ids[]"));
  const schedules = query.getAll("schedule_ids[]");
  const users = query.getAll("user_ids[]");
  const seen = new Set<string>();
  const found = onCallsBetween(account.company, policies, since, until)
    .filter((one) => schedules.length === 0 || (one.schedule !== null && schedules.includes(one.schedule)))
    .filter((one) => users.length === 0 || users.includes(one.user))
    .filter((one) => {
      const key = `${one.policy}/${one.level}/${one.user}`;
      if (query.get("earliest") !== "true" || !seen.has(key)) return seen.add(key);
      return false;
    });
  const whole = query.getAll("include[]").includes("users");
  return page(call, "oncalls", found, (one) => ({
    user: whole ? restUser(account.userById(one.user), references) : references.user(one.user),
    schedule: one.schedule === null ? null : references.schedule(one.schedule),
    escalation_policy: references.policy(one.policy),
    escalation_level: one.level,
    start: timeOrNull(one.start),
    end: timeOrNull(one.end),
  }));
}

/** PagerDuty's `query` is documented to look at names; that it finds e-mail addresses too is widely relied on. */
function named<T extends { readonly name: string; readonly email?: string }>(
  { query }: Pick<Call<unknown>, "query">,
  all: readonly T[],
): readonly T[] {
  const wanted = query.get("query")?.toLowerCase() ?? "";
  return all.filter((one) => `${one.name}\n${one.email ?? ""}`.toLowerCase().includes(wanted));
}

function among<T extends { readonly id: string }>(all: readonly T[], ids: readonly string[]): readonly T[] {
  return ids.length === 0 ? all : all.filter((one) => ids.includes(one.id));
}

function inTeams({ teams }: { readonly teams: readonly string[] }, wanted: readonly string[]): boolean {
  return wanted.length === 0 || teams.some((team) => wanted.includes(team));
}

export function timeOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  return text === null ? undefined : Date.parse(text);
}

function restUser(user: User, references: References): Json {
  return {
    ...references.user(user.id),
    type: "user",
    name: user.name,
    email: user.email,
    time_zone: user.timeZone,
    color: "green",
    role: "user",
    description: "",
    invitation_sent: false,
    contact_methods: [],
    notification_rules: [],
    job_title: "",
    teams: user.teams.map((id) => references.team(id)),
  };
}

function restService(service: Service, references: References): Json {
  const minutes = service.acknowledgedForMinutes;
  return {
    ...references.service(service.id),
    type: "service",
    name: service.name,
    description: "",
    auto_resolve_timeout: null,
    acknowledgement_timeout: minutes === undefined ? null : minutes * 60,
    status: "active",
    alert_creation: "create_alerts_and_incidents",
    integrations: [references.integration(service.id)],
    escalation_policy: references.policy(service.policy),
    teams: service.teams.map((id) => references.team(id)),
    incident_urgency_rule: { type: "constant", urgency: service.urgency },
  };
}

function restPolicy(policy: Policy, { references, account }: Call<undefined>): Json {
  return {
    ...references.policy(policy.id),
    type: "escalation_policy",
    name: policy.name,
    escalation_rules: policy.levels.map(({ minutes, targets }, index) => ({
      id: `${policy.id}L${index + 1}`,
      escalation_delay_in_minutes: minutes,
      targets: targets.map(({ type, id }) => (type === "user" ? references.user(id) : references.schedule(id))),
    })),
    services: account.company.services
      .filter((one) => one.policy === policy.id)
      .map((one) => references.service(one.id)),
    num_loops: policy.loops,
    teams: policy.teams.map((id) => references.team(id)),
  };
}

function restSchedule(schedule: Schedule, { references, account }: Call<undefined>): Json {
  const uses = (policy: Policy) => policy.levels.some((level) => level.targets.some(({ id }) => id === schedule.id));
  return {
    ...references.schedule(schedule.id),
    type: "schedule",
    name: schedule.name,
    time_zone: schedule.timeZone,
    description: "",
    escalation_policies: account.company.policies.filter(uses).map(({ id }) => references.policy(id)),
    users: [...new Set(schedule.layers.flatMap((layer) => layer.users))].map((id) => references.user(id)),
  };
}
