import { describe, expect, it } from "vitest";
import { pointCounter, writingWords } from "./counter.ts";

describe("points", () => {
  it("are counted from when it is armed, and nothing goes on after the one that is struck", () => {
    const deaths: string[] = [];
    const counter = pointCounter((words) => void deaths.push(words));
    expect(counter.pass("before begin")).toBe("on");
    counter.arm({ at: 2, of: "before", by: "kill" });
    expect(["before begin", "calling /api/x", "before commit", "after commit"].map(counter.pass)).toEqual([
      "on",
      "on",
      "dead",
      "dead",
    ]);
    expect(deaths).toEqual(["before commit"]);
    expect(counter.passed()).toEqual(["before begin", "calling /api/x", "before commit"]);
  });

  it("go on after an answer that was lost", () => {
    const counter = pointCounter(() => undefined);
    counter.arm({ at: 1, of: "answered ", by: "lost-reply" });
    expect(["calling /api/x", "answered /api/x", "answered /api/x"].map(counter.pass)).toEqual(["on", "lost", "on"]);
  });

  it("are the statements that write", () => {
    expect(writingWords("  insert or ignore into events (a) values (?)")).toBe("insert events");
    expect(writingWords("update outbox set a = ?")).toBe("update outbox");
    expect(writingWords("delete from leases where name = ?")).toBe("delete leases");
    expect(writingWords("select * from events")).toBeUndefined();
  });
});
