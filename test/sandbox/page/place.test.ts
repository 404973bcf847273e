import { expect, test } from "vitest";
import { placeOfLink, readPlace, writePlace } from "../../../src/sandbox/page/place.ts";

test.each([
  "?as=ana&in=C1",
  "?as=ana&in=home",
  "?as=ana",
  "?as=bo&in=C1&thread=1700000000.000100&at=1700000001.000100",
])("%s is read and written the same", (search) => {
  expect(writePlace(readPlace(search))).toBe(search);
});

test.each([
  ["/archives/C1", { in: "C1" }],
  ["/archives/C1/p1700000000000100", { in: "C1", at: "1700000000.000100" }],
  [
    "/archives/C1/p1700000001000100?thread_ts=1700000000.000100&cid=C1",
    { in: "C1", thread: "1700000000.000100", at: "1700000001.000100" },
  ],
  ["/archives/C1/p1700000000000100?thread_ts=1700000000.000100", { in: "C1", at: "1700000000.000100" }],
  ["/_sandbox/files/F1", undefined],
])("a link to %s leads to %j", (address, place) => {
  expect(placeOfLink(new URL(address, "http://127.0.0.1:4010"))).toEqual(place);
});
