import { expect, test } from "vitest";
import { firstChannel } from "../../../src/sandbox/page/first-channel.ts";
import { channel, message, pageState } from "./given.ts";

const general = channel({ id: "C1", name: "general" });
const incidents = channel({ id: "C2", name: "incidents" });
const older = channel({ id: "C3", name: "inc-1-checkout" });
const newer = channel({ id: "C4", name: "inc-2-search" });
const messages = { C3: [message("3.000000")], C4: [message("4.000000")] };

test("the newest incident that one is a member of is shown first", () => {
  expect(firstChannel(pageState({ channels: [general, incidents, older, newer], messages }))).toBe("C4");
});

test("an incident in which one is meant comes before a newer one", () => {
  const meant = { ...messages, C3: [message("3.000000", { text: "<@U0ANA> look" })] };
  expect(firstChannel(pageState({ channels: [general, older, newer], messages: meant }))).toBe("C3");
});

test("an incident that is archived, or that one is no member of, is not", () => {
  const channels = [general, incidents, { ...older, archived: true }, { ...newer, is_member: false }];
  expect(firstChannel(pageState({ channels, messages }))).toBe("C2");
});

test("without any, it is where incidents are declared, then the first channel, then nothing", () => {
  expect(firstChannel(pageState({ channels: [general, incidents] }))).toBe("C2");
  expect(firstChannel(pageState({ channels: [general] }))).toBe("C1");
  expect(firstChannel(pageState({ channels: [] }))).toBeUndefined();
});
