import { DAY } from "../../shared/time.ts";
import type { Company, Policy, Schedule, Service, Team, User } from "./company.ts";

const monday = Date.UTC(2024, 0, 1, 9);

const teams: readonly Team[] = [
  { id: "PTMPAY1", name: "payments" },
  { id: "PTMSTO1", name: "storefront" },
  { id: "PTMLOG1", name: "logistics" },
  { id: "PTMPLA1", name: "platform" },
];

// cy of support and dee, the CTO, have accounts and are never on call.
const users: readonly User[] = [
  person("PUSRANA", "ana", "Europe/Berlin", ["PTMPAY1"]),
  person("PUSRBO1", "bo", "America/New_York", ["PTMPAY1"]),
  person("PUSRCY1", "cy", "Europe/London", []),
  person("PUSRDEE", "dee", "Europe/Berlin", []),
  person("PUSRELI", "eli", "Europe/Berlin", ["PTMPLA1"]),
  person("PUSRFAY", "fay", "Asia/Tokyo", ["PTMSTO1", "PTMLOG1"]),
];

const schedules: readonly Schedule[] = [
  weekly("SPAYMNT1", "payments primary", "America/New_York", "PUSRBO1"),
  weekly("SSTORE01", "storefront primary", "Asia/Tokyo", "PUSRFAY"),
  weekly("SLOGIST1", "logistics primary", "Asia/Tokyo", "PUSRFAY"),
  weekly("SPLATFM1", "platform primary", "Europe/Berlin", "PUSRELI"),
];

const policies: readonly Policy[] = [
  policy("PEPPAY1", "payments", "PTMPAY1", "SPAYMNT1", "PUSRANA"),
  policy("PEPSTO1", "storefront", "PTMSTO1", "SSTORE01", "PUSRANA"),
  policy("PEPLOG1", "logistics", "PTMLOG1", "SLOGIST1", "PUSRELI"),
  policy("PEPPLA1", "platform", "PTMPLA1", "SPLATFM1", "PUSRBO1"),
];

const services: readonly Service[] = [
  service("PCHKOUT1", "checkout", "PEPPAY1", "PTMPAY1"),
  service("PPAYMNT1", "payments", "PEPPAY1", "PTMPAY1"),
  service("PCART001", "cart", "PEPSTO1", "PTMSTO1"),
  service("PSEARCH1", "search", "PEPSTO1", "PTMSTO1"),
  service("PCATLOG1", "catalog-api", "PEPSTO1", "PTMSTO1"),
  service("PWEBFRT1", "web-frontend", "PEPSTO1", "PTMSTO1"),
  service("PORDERS1", "orders", "PEPLOG1", "PTMLOG1"),
  service("PINVNTY1", "inventory", "PEPLOG1", "PTMLOG1"),
  service("PSHIPNG1", "shipping", "PEPLOG1", "PTMLOG1"),
  service("PGATEWY1", "gateway", "PEPPLA1", "PTMPLA1"),
  service("PACCNTS1", "accounts", "PEPPLA1", "PTMPLA1"),
  service("PNOTIFY1", "notifications", "PEPPLA1", "PTMPLA1"),
];

/** The example company: four teams, six people, twelve services named as in its catalog. */
export const acme: Company = {
  subdomain: "acme",
  tokens: [
    { value: "acme-account-key", kind: "account" },
    { value: "acme-read-only-key", kind: "read-only" },
    { value: "pdus+acme-ana-key", kind: "user", user: "PUSRANA" },
  ],
  abilities: ["teams", "urgencies", "coordinated_responding", "priorities"],
  teams,
  users,
  schedules,
  policies,
  services,
  priorities: [
    { id: "PPRIO01", name: "P1", description: "Most customers are stopped" },
    { id: "PPRIO02", name: "P2", description: "Many customers are hindered" },
    { id: "PPRIO03", name: "P3", description: "Some customers notice" },
    { id: "PPRIO04", name: "P4", description: "Work for office hours" },
  ],
};

function person(id: string, name: string, timeZone: string, teamIds: readonly string[]): User {
  return { id, name, email: `${name}@acme.example`, timeZone, teams: teamIds };
}

function weekly(id: string, name: string, timeZone: string, user: string): Schedule {
  return { id, name, timeZone, layers: [{ name: "week", start: monday, turn: 7 * DAY, users: [user] }] };
}

function policy(id: string, name: string, team: string, schedule: string, backup: string): Policy {
  return {
    id,
    name,
    teams: [team],
    levels: [
      { minutes: 5, targets: [{ type: "schedule", id: schedule }] },
      { minutes: 10, targets: [{ type: "user", id: backup }] },
    ],
    loops: 1,
  };
}

function service(id: string, name: string, policyId: string, team: string): Service {
  return {
    id,
    name,
    policy: policyId,
    teams: [team],
    urgency: "high",
    routingKey: `key0${id.toLowerCase()}`.padEnd(32, "0"),
    integration: `PI${id.slice(1, 6)}`,
  };
}
