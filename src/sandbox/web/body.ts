import type { IncomingMessage } from "node:http";

/** What was sent, or undefined when it is larger: then the rest is not waited for. */
export async function bodyUpTo(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    length += (piece as Buffer).byteLength;
    if (length > most) return undefined;
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}
