import { expect, test } from "vitest";
import { OPERATOR, person, type Viewer } from "../../src/flow/look-up.ts";
import { alertBody } from "../bodies.ts";
import { declare } from "../given.ts";
import { A, B, memoryFlow, note, wish } from "./flows.ts";

const member = person("U1");
const outsider = person("U9");

/** A public incident and a private one, each with a channel and an alert. */
async function two() {
  const flow = await memoryFlow();
  for (const [stream, isPrivate, channel] of [
    [A, false, "CPUBLIC1"],
    [B, true, "CPRIVATE"],
  ] as const) {
    const alert = alertBody({ alert: `Q${channel}` });
    await flow.carryOut(wish(stream, declare({ private: isPrivate, alert })));
    await flow.carryOut(wish(stream, { type: "recordChannel", channel, name: "inc", byHand: false }));
  }
  return flow;
}

/** Everything a viewer can learn of the private incident, way by way. */
async function found(viewer: Viewer) {
  const { lookUp } = await two();
  const ref = async (text: string) => (await lookUp.byRef(text, viewer))?.incident.ref;
  return {
    byRef: [await ref("SEC-1"), await ref("sec 1"), await ref("#sec-1")],
    byChannel: (await lookUp.byChannel("CPRIVATE", viewer))?.incident.ref,
    byStream: (await lookUp.byStream(B, viewer))?.incident.ref,
    byAlert: (await lookUp.byAlert("QCPRIVATE", viewer))?.incident.ref,
    open: (await lookUp.open(viewer)).map((row) => row.ref).sort(),
    recent: (await lookUp.recent(viewer, 10)).map((row) => row.ref).sort(),
    search: (await lookUp.recent(viewer, 1)).length,
  };
}

test("who is not a member finds a private incident by no way at all", async () => {
  expect(await found(outsider)).toEqual({
    byRef: [undefined, undefined, undefined],
    byChannel: undefined,
    byStream: undefined,
    byAlert: undefined,
    open: ["INC-1"],
    recent: ["INC-1"],
    search: 1,
  });
});

test.each([
  ["a member", member],
  ["the operator", OPERATOR],
])("%s finds it by each", async (_who, viewer) => {
  expect(await found(viewer)).toEqual({
    byRef: ["SEC-1", "SEC-1", "SEC-1"],
    byChannel: "SEC-1",
    byStream: "SEC-1",
    byAlert: "SEC-1",
    open: ["INC-1", "SEC-1"],
    recent: ["INC-1", "SEC-1"],
    search: 1,
  });
});

test("who leaves the channel has no more access, who joins it has", async () => {
  const { carryOut, lookUp } = await two();
  await carryOut(wish(B, { type: "recordJoined", user: "U9" }));
  await carryOut(wish(B, { type: "recordJoined", user: "U1" }));
  expect((await lookUp.byRef("SEC-1", outsider))?.incident.ref).toBe("SEC-1");
  await carryOut(wish(B, { type: "recordLeft", user: "U1" }));
  expect(await lookUp.byRef("SEC-1", member)).toBeUndefined();
  expect((await lookUp.open(member)).map((row) => row.ref)).toEqual(["INC-1"]);
});

test("a list of the last ones is as long for an outsider as if there were no private ones", async () => {
  const { carryOut, lookUp } = await memoryFlow();
  const streams = Array.from({ length: 14 }, (_, index) => `incident/01HZZZZZZZZZZZZZZZZZZZZZ${10 + index}`);
  for (const [index, stream] of streams.entries()) await carryOut(wish(stream, declare({ private: index >= 3 })));
  expect((await lookUp.recent(outsider, 3)).map((row) => row.ref)).toEqual(["INC-3", "INC-2", "INC-1"]);
  expect(await lookUp.recent(outsider, 5)).toHaveLength(3);
  expect(await lookUp.recent(member, 5)).toHaveLength(5);
});

test.each(["7x", "", "INC-", "SEC-2", "99999999999", "-1", "inc-1; drop table"])("%j finds nothing", async (text) => {
  const { lookUp } = await two();
  expect(await lookUp.byRef(text, OPERATOR)).toBeUndefined();
});

test("a bare number means the public series", async () => {
  const { lookUp } = await two();
  for (const text of ["1", "#1", "INC-1", "inc 1", "inc-001"])
    expect((await lookUp.byRef(text, OPERATOR))?.incident.ref).toBe("INC-1");
});

test("open ones come worst first, then youngest", async () => {
  const { carryOut, lookUp } = await memoryFlow();
  for (const [index, severity] of ["SEV3", "SEV1", "SEV2"].entries())
    await carryOut(wish(`incident/01HZZZZZZZZZZZZZZZZZZZZZZ${index}`, declare({ severity })));
  expect((await lookUp.open(OPERATOR)).map((row) => row.severity)).toEqual(["SEV1", "SEV2", "SEV3"]);
});

test("what was written since is seen at once", async () => {
  const { carryOut, lookUp } = await two();
  await carryOut(wish(A, note("disk at 91 %")));
  expect((await lookUp.byRef("INC-1", outsider))?.events.at(-1)?.type).toBe("NoteAdded");
});
