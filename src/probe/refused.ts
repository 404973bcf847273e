import { compared, type Finding } from "./probe.ts";
import { type Scratch, sayCalled } from "./scratch.ts";

/** What a call that should be refused with this word meets. */
export async function refusedWith(
  error: string,
  scratch: Scratch,
  method: string,
  args: Record<string, unknown>,
): Promise<Finding> {
  const called = await scratch.call(method, args);
  if (!called.ok && called.kind !== "refused") return { verdict: "unclear", observed: sayCalled(method, called) };
  return compared(!called.ok && called.error === error, sayCalled(method, called));
}
