import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { root } from "../../../src/root.ts";
import { acme } from "../../../src/sandbox/pagerduty/acme.ts";

type Described = {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly owner?: string; readonly profile?: { readonly email?: string } };
};

function described(): Described[] {
  const folder = fileURLToPath(new URL("examples/acme/catalog/", root));
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => parseAllDocuments(readFileSync(folder + name, "utf8")))
    .map((document) => document.toJS() as Described);
}

test("the example catalog and the example company's PagerDuty speak of the same services, teams and people", () => {
  const teamOf = new Map(acme.teams.map(({ id, name }) => [id, name]));
  const seen = new Set<string>();
  for (const { kind, metadata, spec } of described()) {
    const serviceId = metadata.annotations?.["pagerduty.com/service-id"];
    const scheduleId = metadata.annotations?.["pitwall.dev/pagerduty-schedule-id"];
    if (serviceId !== undefined) {
      const service = acme.services.find(({ id }) => id === serviceId);
      expect(service?.name, serviceId).toBe(metadata.name);
      expect(`group:${teamOf.get(service?.teams[0] ?? "")}`, metadata.name).toBe(spec.owner);
      seen.add(serviceId);
    }
    if (scheduleId !== undefined) {
      expect(acme.schedules.find(({ id }) => id === scheduleId)?.name, scheduleId).toBe(`${metadata.name} primary`);
      seen.add(scheduleId);
    }
    if (kind === "User") {
      expect(acme.users.map(({ email }) => email)).toContain(spec.profile?.email);
      seen.add(metadata.name);
    }
  }
  expect(seen.size).toBe(acme.services.length + acme.schedules.length + acme.users.length);
});
