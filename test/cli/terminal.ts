import { run } from "../../src/cli/run.ts";

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a command within this process, with this environment and nothing of ours. */
export async function runs(
  args: readonly string[],
  given: { readonly env?: Readonly<Record<string, string>>; readonly input?: readonly (string | Uint8Array)[] } = {},
): Promise<Ran> {
  let out = "";
  let err = "";
  async function* input() {
    for (const piece of given.input ?? []) yield typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
  }
  const code = await run(args, {
    env: { PITWALL_CONFIG: "/dev/null", ...given.env },
    input: input(),
    say: async (text) => void (out += text),
    note: (line) => void (err += `${line}\n`),
  });
  return { code, out, err };
}
