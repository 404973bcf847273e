import type { ModalView } from "@slack/types";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Loaded } from "../../src/flow/cache.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { summaryOf } from "../../src/incident/summary.ts";
import { draftOf } from "../../src/postmortem/draft.ts";
import { isViewTooLarge, judgeView } from "../../src/sandbox/judge/judge.ts";
import { ACTIONS } from "../../src/slack/actions.ts";
import { customerForm } from "../../src/slack/forms/customer.ts";
import {
  type DeclareFacts,
  declaredScreen,
  declareForm,
  serviceOption,
  servicesLike,
} from "../../src/slack/forms/declare.ts";
import { detailsForm } from "../../src/slack/forms/details.ts";
import { handoverForm } from "../../src/slack/forms/handover.ts";
import { pageForm } from "../../src/slack/forms/page.ts";
import { answerForm, sectionForm, sectionsScreen } from "../../src/slack/forms/postmortem.ts";
import { resolveForm } from "../../src/slack/forms/resolve.ts";
import { updateForm } from "../../src/slack/forms/update.ts";
import { type FormState, valuesOf } from "../../src/slack/forms/values.ts";
import { previewScreen } from "../../src/slack/preview-screen.ts";
import { SUBMITS } from "../../src/slack/submits.ts";
import { at, declared } from "../given.ts";
import { anyEvents } from "../incident/arbitrary-events.ts";
import { actionsIn, EXTREMES, HOSTILE, load, loadedOf } from "../incident/extremes.ts";

const speech = { name: (user: string) => `${user} ${HOSTILE}`, time: () => "14:05 UTC" };

function declaring(loaded: Loaded, change: Partial<DeclareFacts> = {}): ModalView {
  const { data, ...row } = summaryOf(loaded.incident, defaultRules);
  const services = loaded.incident.services.map((name, index) => ({
    name,
    owner: index % 2 === 0 ? HOSTILE : undefined,
  }));
  return declareForm(defaultRules, {
    title: loaded.incident.title,
    services,
    chosen: loaded.incident.services,
    severity: loaded.incident.severity,
    options: ["private"],
    preview: [[`Pages ${HOSTILE} · announces in #incidents`]],
    similar: [1, 2, 3].map((number) => ({ ...row, ...data, stream: loaded.stream, ref: `INC-${number}` })),
    from: "C7/1772460360.000100",
    ...change,
  });
}

/** Every form and screen that this incident can bring about. */
function viewsOf(loaded: Loaded): readonly (readonly [name: string, view: ModalView])[] {
  const { services, title } = loaded.incident;
  const draft = draftOf(loaded.events, defaultRules, { services: [], changes: [] });
  if (draft === undefined) throw new Error("There is a draft of every record");
  const onCall = Array.from({ length: 120 }, (_, index) => ({
    service: services[index % Math.max(1, services.length)]?.slice(0, 100) ?? `service ${index}`,
    people: index % 2 === 0 ? [] : [HOSTILE, title],
    until: undefined,
    asOf: at(0),
  }));
  const resolving = { now: at(30), due: "2026-11-27", user: "U1" };
  return [
    ["declare", declaring(loaded)],
    ["declare from nothing", declaring(loaded, { title: "", services: [], chosen: [], preview: [], similar: [] })],
    ["declared", declaredScreen(title, [[HOSTILE], [{ channel: "C7" }]])],
    ["details", detailsForm(loaded, defaultRules)],
    ["handover", handoverForm(loaded)],
    ["page", pageForm(loaded, onCall)],
    ["resolve", resolveForm(loaded, defaultRules, { ...resolving, openAlerts: 0 })],
    [
      "resolve while alerts burn",
      resolveForm(loaded, defaultRules, { ...resolving, openAlerts: 5_000, what: title.repeat(9) }),
    ],
    ["update", updateForm(loaded, defaultRules, at(30), "U1")],
    ["customer", customerForm(loaded)],
    ["sections", sectionsScreen(loaded, draft, speech)],
    ["preview", previewScreen(loaded, `---\nref: x\n---\n${`# ${HOSTILE}\n\n- ${title}\n`.repeat(200)}`)],
    ["empty preview", previewScreen(loaded, "")],
    ...draft.sections.map((section) => [`section ${section.id}`, sectionForm(loaded, section, draft, speech)] as const),
    ...draft.questions.map(
      (question) => [`answer to ${question.id}`, answerForm(loaded.stream, question, speech)] as const,
    ),
  ];
}

function expectLawful(view: ModalView): void {
  expect(judgeView(view)).toEqual([]);
  expect(isViewTooLarge(view)).toBe(false);
  expect(actionsIn(view)).toEqual([...new Set(actionsIn(view))]);
}

describe.each(EXTREMES)("an incident with %s", (_name, loaded) => {
  test.each(viewsOf(loaded))("Slack takes the form: %s", (_form, view) => {
    expectLawful(view);
  });
});

test("whatever is on record, Slack takes every form", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      for (const [, view] of viewsOf(load(events))) expectLawful(view);
    }),
    { numRuns: 100 },
  );
});

describe("a form", () => {
  const all = EXTREMES.flatMap(([, loaded]) => viewsOf(loaded).map(([, view]) => view));

  test("that can be sent is heard when it is", () => {
    const sent = all.filter((view) => view.submit !== undefined).map((view) => view.callback_id ?? "");
    expect(new Set(sent).size).toBeGreaterThan(8);
    for (const name of new Set(sent)) expect(Object.keys(SUBMITS)).toContain(name);
  });

  test("has no button that nobody hears", () => {
    const buttons = all.flatMap((view) => view.blocks.filter((block) => block.type === "actions").flatMap(actionsIn));
    const heard = (id: string) => Object.keys(ACTIONS).some((name) => id === name || id.startsWith(`${name}-`));
    expect(new Set(buttons).size).toBeGreaterThan(12);
    expect(buttons.filter((id) => !heard(id))).toEqual([]);
  });

  test("that opens over a catalog larger than a list searches it while one types", () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ name: `service-${index}`, owner: undefined }));
    const view = declaring(loadedOf(declared()), { services: many, chosen: ["service-7"] });
    expect(judgeView(view)).toEqual([]);
    expect(view.blocks.find((block) => block.block_id === "services")).toMatchObject({
      element: {
        type: "multi_external_select",
        min_query_length: 0,
        placeholder: { text: "Search services" },
        initial_options: [{ value: "service-7" }],
      },
    });
    expect(serviceOption({ name: "s".repeat(300), owner: "payments" }).value).toHaveLength(150);
  });

  test("finds first what begins as typed, and else keeps to the order", () => {
    const services = ["pay-api", "checkout", "payments", "repayments"].map((name) => ({ name }));
    expect(servicesLike("PAY ", services).map(({ name }) => name)).toEqual(["pay-api", "payments", "repayments"]);
    expect(servicesLike("e", services).map(({ name }) => name)).toEqual(["checkout", "payments", "repayments"]);
    expect(servicesLike("", services)).toEqual(services);
  });

  test("about a title that is too long says that it was cut", () => {
    const view = declaring(loadedOf(declared()), { title: "x".repeat(3_000) });
    expect(judgeView(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain("Cut: what is too long");
  });
});

describe("what a form was filled with", () => {
  const state: FormState = {
    values: {
      title: { title: { value: "  Checkout is down " } },
      empty: { empty: { value: null } },
      severity: { severity: { selected_option: { value: "SEV1" } } },
      none: { none: { selected_option: null } },
      services: { services: { selected_options: [{ value: "checkout" }, {}] } },
      owner: { owner: { selected_user: "U1" } },
      due: { due: { selected_date: "2026-11-27" } },
      ended: { ended: { selected_date_time: 1_772_460_000 } },
      cleared: { cleared: { selected_user: null, selected_date: null, selected_date_time: null } },
    },
  };

  test("is read by name", () => {
    const values = valuesOf(state);
    expect(values.text("title")).toBe("Checkout is down");
    expect(values.choice("severity")).toBe("SEV1");
    expect(values.choices("services")).toEqual(["checkout"]);
    expect(values.user("owner")).toBe("U1");
    expect(values.date("due")).toBe("2026-11-27");
    expect(values.time("ended")).toBe(at(0));
  });

  test("may be nothing, in each way that Slack says so", () => {
    const values = valuesOf(state);
    for (const name of ["empty", "none", "cleared", "not there"]) {
      expect(values.text(name)).toBe("");
      expect(values.choice(name)).toBeUndefined();
      expect(values.choices(name)).toEqual([]);
      expect(values.user(name)).toBeUndefined();
      expect(values.date(name)).toBeUndefined();
      expect(values.time(name)).toBeUndefined();
    }
  });
});
