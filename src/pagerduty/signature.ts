import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether PagerDuty, knowing one of the secrets, signed exactly these bytes. The header may hold several signatures while
 * a secret is being changed for another; one that matches is enough. Compares in constant time. No secrets: never.
 */
export function signedBy(rawBody: Buffer, header: string | undefined, secrets: readonly string[]): boolean {
  const signatures = (header ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part.startsWith("v1="))
    .map((part) => Buffer.from(part.slice(3), "utf8"));
  let matches = false;
  for (const secret of secrets.filter((one) => one !== "")) {
    const wanted = Buffer.from(createHmac("sha256", secret).update(rawBody).digest("hex"), "utf8");
    for (const signature of signatures) {
      if (signature.length === wanted.length && timingSafeEqual(signature, wanted)) matches = true;
    }
  }
  return matches;
}
