import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf } from "../../src/cli/lines.ts";

async function lines(pieces: readonly (string | Uint8Array)[]): Promise<readonly string[]> {
  async function* input() {
    for (const piece of pieces) yield typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
  }
  const found: string[] = [];
  for await (const line of linesOf(input())) found.push(line);
  return found;
}

test.each([
  [[], []],
  [["\n"], [""]],
  [["a"], ["a"]],
  [["a\n"], ["a"]],
  [["a\r\nb\r"], ["a", "b\r"]],
  [["\n\nx\n\n"], ["", "", "x", ""]],
  [["one\u2028still one\rstill\n"], ["one\u2028still one\rstill"]],
])("%j are the lines %j", async (pieces, found) => {
  expect(await lines(pieces)).toEqual(found);
});

test("a letter that is cut between two pieces is whole again", async () => {
  const bytes = new TextEncoder().encode("wo läuft es?\n");
  expect(await lines([bytes.slice(0, 5), bytes.slice(5)])).toEqual(["wo läuft es?"]);
});

test("bytes that are no text stand as such, and end nothing", async () => {
  expect(await lines([new Uint8Array([0xff, 0x41, 0x0a, 0xc3])])).toEqual(["\uFFFDA", "\uFFFD"]);
});

test("a line as long as a film is cut, and the next one is whole", async () => {
  const [first, second, ...more] = await lines([...Array.from({ length: 100 }, () => "x".repeat(50_000)), "\nnext\n"]);
  expect(first?.length).toBeLessThan(100_000);
  expect([second, more]).toEqual(["next", []]);
});

test("however the input is cut into pieces, it has the same lines", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("a", "ä", "", "\n", "\r\n", "🚒", " ")),
      fc.array(fc.nat(20)),
      async (words, cuts) => {
        const text = words.join("");
        const bytes = new TextEncoder().encode(text);
        const at = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((end, index) => bytes.slice(at[index], end));
        expect(await lines(pieces)).toEqual(await lines([bytes]));
        const ends = text.split("\n").length - 1;
        expect(await lines([bytes])).toHaveLength(text === "" || text.endsWith("\n") ? ends : ends + 1);
      },
    ),
  );
});
