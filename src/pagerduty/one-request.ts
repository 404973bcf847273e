import { type ClientRequest, Agent as HttpAgent, type IncomingHttpHeaders } from "node:http";
import { Agent as HttpsAgent } from "node:https";

const plain = new HttpAgent({ keepAlive: true });
const secure = new HttpsAgent({ keepAlive: true });

/**
 * An agent, as node-fetch takes one, that lets a single request through and keeps its answer's status and headers. pdjs
 * repeats a call answered with 429 three times and hides the headers that tell how long to wait; whoever calls us repeats
 * by its own rules. The second request is stopped before anything is sent.
 */
export function oneRequest() {
  let asked = false;
  let reply: { readonly status: number; readonly headers: IncomingHttpHeaders } | undefined;
  const broken = new AbortController();

  function agent({ protocol }: { readonly protocol: string | null }): HttpAgent {
    if (asked) throw new Error("pdjs wanted to repeat the call by itself");
    asked = true;
    const shared = protocol === "https:" ? secure : plain;
    // Node's own hook: an agent is whatever has addRequest.
    return Object.create(shared, {
      addRequest: {
        value(request: ClientRequest, options: object) {
          request.once("response", (response) => {
            reply = { status: response.statusCode ?? 0, headers: response.headers };
            // node-fetch waits for ever for the rest of an answer that broke off.
            response.once("close", () => {
              if (!response.complete) broken.abort();
            });
          });
          (shared as HttpAgent & { addRequest(request: ClientRequest, options: object): void }).addRequest(
            request,
            options,
          );
        },
      },
    });
  }

  return { agent, reply: () => reply, broken: broken.signal };
}
