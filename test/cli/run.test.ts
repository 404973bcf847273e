import { expect, test } from "vitest";
import { runs } from "./terminal.ts";

test("without a command the usage is shown, and that was a mistake", async () => {
  const { code, out, err } = await runs([]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^Usage: pitwall <command>/);
});

test.each(["help", "--help", "-h"])("%s shows the usage on standard output", async (word) => {
  const { code, out, err } = await runs([word]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^Usage: pitwall <command>/);
});

test("an unknown command is answered with the one that was meant, and the usage", async () => {
  const { code, out, err } = await runs(["dctor"]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^pitwall: there is no command "dctor"\. Did you mean doctor\?\n\nUsage: /);
});

test.each(["change", "export", "import"])("%s says in one line that it comes later", async (word) => {
  expect(await runs([word, "--json"])).toEqual({
    code: 2,
    out: "",
    err: `pitwall: ${word} comes in a later version.\n`,
  });
});

const COMMANDS = [
  ...["start", "sandbox", "demo", "doctor", "probe", "manifest", "ask", "catalog", "incident", "verify", "migrate"],
  ...["backup", "restore"],
];

test.each(COMMANDS)("%s --help shows its own usage", async (command) => {
  const { code, out, err } = await runs([command, "--help"]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(new RegExp(`^Usage: pitwall ${command}\\b`));
});

const READING = ["list", "show", "timeline", "postmortem"];
const WRITING = ["declare", "note", "status", "resolve"];

test.each([
  ...COMMANDS.filter((command) => command !== "incident"),
  ...[...READING, ...WRITING].map((word) => `incident ${word}`),
])("%s refuses an option that it does not know, with its usage", async (words) => {
  const [command = "", ...rest] = words.split(" ");
  const { code, out, err } = await runs([command, ...rest, "--jsno"]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(new RegExp(`^pitwall ${command}: there is no option --jsno\\..*\n\nUsage: pitwall `));
});

test.each([
  [["incident"], "say what to do"],
  [["incident", "lst"], "there is no incident lst"],
  [["incident", "show"], "which incident"],
  [["incident", "show", "1", "2"], "one incident at a time"],
  [["incident", "show", "1", "--json", "--md"], "choose one"],
  [["incident", "declare"], "what is broken"],
  [["incident", "note", "1"], "what is the note"],
  [["incident", "status", "1", "done"], "the statuses are investigating"],
  [["incident", "status", "1", "resolved"], "incident resolve REF"],
  [["incident", "resolve", "1"], "what fixed it"],
  [["catalog"], "say what to do"],
  [["catalog", "chekc"], "there is no catalog chekc"],
  [["ask"], "what is the question"],
  [["ask", "--stdin"], "answers with --json"],
  [["ask", "who?", "--stdin", "--json"], "from standard input"],
  [["sandbox", "--port", "many"], "--port takes a number"],
  [["demo", "--scenario"], "--scenario"],
  [["doctor", "now"], '"now" is not expected'],
  [["manifest", "--command", "x"], "--command takes"],
])("%j is a mistake: %s", async (args, says) => {
  const { code, out, err } = await runs(args, { env: { DATABASE_URL: "file::memory:" } });
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(says);
  expect(err).toContain("Usage: pitwall ");
});

test("all mistakes in the configuration are told at once, a line each, and nothing else", async () => {
  const env = { PORT: "-1", HOST: "a b", LOG_LEVEL: "loud", DATABASE_URL: "mysql://secret-word@db/x" };
  const { code, out, err } = await runs(["incident", "list"], { env });
  expect([code, out]).toEqual([1, ""]);
  expect(err.trimEnd().split("\n")).toHaveLength(4);
  expect(err).not.toContain("secret-word");
});

test("what should not happen is one line, and with LOG_LEVEL=debug says where", async () => {
  // A port that is no port in an address that is well-formed otherwise.
  const env = { DATABASE_URL: "postgres://u:hush-hush@localhost:99999/x" };
  const short = await runs(["migrate"], { env });
  expect(short.code).toBe(1);
  expect(short.err.trimEnd().split("\n")).toHaveLength(1);
  expect(short.err).not.toContain("hush-hush");
  const long = await runs(["migrate"], { env: { ...env, LOG_LEVEL: "debug" } });
  expect(long.err).toContain("\n    at ");
  expect(long.err).not.toContain("hush-hush");
});

test("migrate says the version", async () => {
  expect(await runs(["migrate"], { env: { DATABASE_URL: "file::memory:" } })).toEqual({
    code: 0,
    out: expect.stringMatching(/^The database has schema version \d+, which is this release.s\.\n$/),
    err: "",
  });
});
