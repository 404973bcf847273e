import { MINUTE } from "../shared/time.ts";
import { compared, type Probe } from "./probe.ts";
import { sayCalled } from "./scratch.ts";

/** What the documentation promises a minute, and what is tried. */
const CREATES = { promised: 20, tried: 25 };
/** What the local Slack takes at once in a channel, and what is tried. */
const POSTS = { taken: 5, tried: 12 };

export const burstProbes: readonly Probe[] = [
  {
    name: "create-burst",
    assumed: `${CREATES.promised} channels a minute, then a wait`,
    needs: "bursts",
    async run({ clock, callOnce, newName }) {
      // What was created before this counts too.
      await clock.sleep(MINUTE);
      for (let taken = 0; taken < CREATES.tried; taken += 1) {
        const called = await callOnce("conversations.create", { name: newName() });
        if (called.ok) continue;
        const observed = `${taken} were made, then ${sayCalled("the next", called)}`;
        return called.kind === "limited"
          ? compared(taken === CREATES.promised, observed)
          : { verdict: "unclear", observed };
      }
      return compared(false, `all ${CREATES.tried} were made`);
    },
  },
  {
    name: "post-burst",
    assumed: `${POSTS.taken} posts at once in one channel, then one a second (Pitwall posts one a second)`,
    needs: "bursts",
    async run({ clock, callOnce, channel }) {
      await clock.sleep(MINUTE);
      const post = () => callOnce("chat.postMessage", { channel: channel.id, text: "One of many" });
      const all = await Promise.all(Array.from({ length: POSTS.tried }, post));
      const strange = all.find((called) => !called.ok && called.kind !== "limited");
      if (strange !== undefined) return { verdict: "unclear", observed: sayCalled("chat.postMessage", strange) };
      const taken = all.filter((called) => called.ok).length;
      return compared(taken === POSTS.taken, `${taken} of ${POSTS.tried} at once were taken`);
    },
  },
];
