import { describe, expect, it } from "vitest";
import { differences } from "./difference.ts";

describe("two pictures", () => {
  it("that are alike have no differences", () => {
    expect(differences({ rooms: { a: ["x", "y"] } }, { rooms: { a: ["x", "y"] } })).toEqual([]);
  });

  it("differ by a message that is missing, and by one that is there twice", () => {
    expect(differences({ a: ["x", "y"] }, { a: ["x"] })).toEqual(['/a lacks "y"']);
    expect(differences({ a: ["x"] }, { a: ["x", "x"] })).toEqual(['/a has besides "x"']);
  });

  it("differ by a room that only one has, and by a text", () => {
    expect(differences({ rooms: {} }, { rooms: { b: { topic: "t" } } })).toEqual([
      '/rooms/b is {"topic":"t"}, not undefined',
    ]);
    expect(differences({ topic: "t" }, { topic: "u" })).toEqual(['/topic is "u", not "t"']);
    expect(differences({ a: ["same start, one"] }, { a: ["same start, two"] })).toEqual([
      '/a is …"same start, two"…, not …"same start, one"…',
    ]);
  });
});
