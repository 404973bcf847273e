/** Nothing longer is a question; the rest of the line is passed over. */
const LONGEST = 64 * 1024;

/**
 * The lines of a stream as they become whole, each cut to a length that memory holds. Only a line feed ends a line:
 * Node's own reader takes other characters for ends, and a question that holds one would get two answers.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: false });
  let line = "";
  let isBegun = false;
  for await (const piece of input) {
    const [first = "", ...rest] = decoder.decode(piece, { stream: true }).split("\n");
    line = (line + first).slice(0, LONGEST);
    isBegun ||= first !== "";
    for (const next of rest) {
      yield line.replace(/\r$/, "");
      line = next.slice(0, LONGEST);
      isBegun = next !== "";
    }
  }
  const end = decoder.decode();
  if (isBegun || end !== "") yield line + end;
}
