import { expect, test } from "vitest";
import { manifestAsked } from "../../src/cli/manifest-asked.ts";

const http = { mode: "http", url: "https://pit.example.com" } as const;

test.each([
  [[], { mode: undefined, commands: {} }],
  [["--socket"], { mode: { mode: "socket" }, commands: {} }],
  [["--http", "https://pit.example.com"], { mode: http, commands: {} }],
  [
    ["--command", "/incident=/pit", "--command=/platform=/ask"],
    { mode: undefined, commands: { "/incident": "/pit", "/platform": "/ask" } },
  ],
])("%j is understood", (args, asked) => {
  expect(manifestAsked(args)).toEqual(asked);
});

test.each([
  [["--socket", "--http", "https://x"], /one of/],
  [["--http", "pit.example.com"], /https:/],
  [["--http"], /--http/],
  [["--comand", "/a=/b"], /--comand/],
  [["--command", "/incident"], /\/incident=\/other/],
  [["--command", "/deploy=/pit"], /\/incident=\/other/],
  [["--command", "/incident=/Big Name"], /\/incident=\/other/],
  [["extra"], /extra/],
])("%j is a mistake that is told", (args, problem) => {
  expect(() => manifestAsked(args)).toThrow(problem);
});
