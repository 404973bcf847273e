import { person } from "../src/sandbox/people.ts";
import { runCommand } from "../src/sandbox/slack/act/command.ts";
import { personNamed } from "../src/sandbox/slack/person/find.ts";
import type { Slack } from "../src/sandbox/slack/start.ts";
import type { Change } from "../src/sandbox/slack/workspace.ts";
import type { Measure } from "./measure.ts";
import { entryPoint, startPitwall } from "./programs.ts";
import { localSlack, until } from "./slack.ts";
import { median, range } from "./stats.ts";
import { table, verdict } from "./table.ts";

const DELAY = 100;

/** What people wait for, with every call of Slack taking a tenth of a second. */
export const waits: Measure = {
  name: "waits",
  title: "What people wait for",
  async run({ rounds }) {
    const faults = [{ method: "*", fault: { kind: "delay", ms: DELAY } as const, times: Number.POSITIVE_INFINITY }];
    const { slack, env, close } = await localSlack("socket", { faults });
    let bot = await startPitwall(env);
    try {
      await answering(slack);
      const opened: number[] = [];
      const modals: number[] = [];
      const restarts: number[] = [];
      // A bot that has just started has room for five channels of people.
      for (let round = 0; round < Math.min(rounds, 5); round += 1) opened.push(await declareToChannel(slack, round));
      for (let round = 0; round < rounds; round += 1) modals.push(await clickToModal(slack));
      for (let round = 0; round < rounds; round += 1) {
        await bot.kill();
        const since = performance.now();
        bot = await startPitwall(env);
        restarts.push(await answering(slack, since));
      }
      const rows = [
        ["Enter → a channel to click on", range(opened), "2 000", verdict(median(opened) <= 2_000)],
        ["click → form", range(modals), "400", verdict(median(modals) <= 400)],
        ["killed and started again → answers", range(restarts), "1 000", verdict(median(restarts) <= 1_000)],
      ];
      return `${entryPoint().isBundle ? "The bundle" : "From source"}.\n\n${table(["", "ms", "aim", ""], rows)}`;
    } finally {
      await bot.stop();
      await close();
    }
  },
};

async function declareToChannel(slack: Slack, round: number): Promise<number> {
  const { front, workspace } = slack;
  const ana = personNamed(workspace, "ana");
  const general = [...workspace.channels.values()].find(({ name }) => name === "general");
  if (general === undefined) throw new Error("There is no #general");
  const told = seen(slack, (change) => change.user === ana.id && JSON.stringify(change.data).includes("is open"));
  const since = performance.now();
  await runCommand(front, ana.id, general, "/incident", `declare Checkout fails, take ${round} sev2`);
  return (await told) - since;
}

async function clickToModal(slack: Slack): Promise<number> {
  const { front, workspace, url } = slack;
  const ana = person({ user: personNamed(workspace, "ana"), front, url, quiet: async () => {} });
  const room = [...workspace.channels.values()].find(({ name }) => name.startsWith("inc-1"));
  if (room === undefined) throw new Error("INC-1 has no channel");
  await until(() => room.messages.some((message) => JSON.stringify(message.blocks ?? []).includes("Update")));
  const opened = seen(slack, (change) => change.user === ana.id && change.type === "modal");
  const since = performance.now();
  await ana.clicks("Update", { in: { id: room.id } });
  await opened;
  // The form is in the workspace before the late answer; here it counts as shown when the call is over.
  const took = await until(() => !slack.busy().some((words) => words.includes("views.open")), since);
  await ana.closes("all");
  return took;
}

/** Resolves with the moment at which the workspace changes in that way. */
function seen({ workspace }: Slack, isIt: (change: Change) => boolean): Promise<number> {
  return new Promise((resolve) => {
    const stop = workspace.onChange((change) => {
      if (!isIt(change)) return;
      stop();
      resolve(performance.now());
    });
  });
}

/** Types a command again and again until it is answered. */
async function answering({ front, workspace }: Slack, since = performance.now()): Promise<number> {
  const ana = personNamed(workspace, "ana");
  const general = [...workspace.channels.values()].find(({ name }) => name === "general");
  if (general === undefined) throw new Error("There is no #general");
  while ((await runCommand(front, ana.id, general, "/incident", "list")) !== undefined) {
    if (performance.now() - since > 20_000) throw new Error("The bot does not answer");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - since;
}
