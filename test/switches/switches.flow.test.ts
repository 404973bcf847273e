import { beforeAll, describe, expect, it } from "vitest";
import { defaultSwitches, type Switches } from "../../src/sandbox/slack/switches.ts";
import { type BotWorld, type BotWorldOptions, botWorld } from "../bot-world.ts";
import { outcomeOf, ROOM, tellTheStory } from "./whole-story.ts";

type Switch = keyof Omit<Switches, "faults" | "deliveryFaults">;
type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

/** The other value of each, as far from the usual one as Slack might be. */
const OTHER: Readonly<Record<Switch, Partial<Switches>>> = {
  limits: { limits: false },
  burst: { burst: 1 },
  postsPerMinute: { postsPerMinute: 20 },
  historyLag: { historyLag: 3_000 },
  archivedNamesTaken: { archivedNamesTaken: false },
  emptyInputs: { emptyInputs: "absent" },
  commandsEscapeText: { commandsEscapeText: false },
  errorsChangeHash: { errorsChangeHash: true },
  pins: { pins: 1 },
  metadata: { metadata: 200 },
  editsKeepMetadata: { editsKeepMetadata: false },
  connectionLife: { connectionLife: 3_600_000 },
  lateEvents: { lateEvents: 2_000 },
};

async function inWorld<T>(options: BotWorldOptions, story: (world: BotWorld) => Promise<T>, refusals: string[] = []) {
  const world = await botWorld(options);
  try {
    return await story(world);
  } finally {
    await world.end({ refusals });
  }
}

async function toldWith(switches: Partial<Switches>, refusals: string[] = []): Promise<Outcome> {
  return inWorld(
    { switches },
    async (world) => {
      await tellTheStory(world);
      const waits = world.slack.calls().filter((call) => call.answer["error"] === "ratelimited");
      expect(waits).toEqual([]);
      return outcomeOf(world);
    },
    refusals,
  );
}

describe("the whole story", () => {
  let usual: Outcome;
  beforeAll(async () => {
    usual = await toldWith({});
  });

  it("is told to the end with the usual switches", () => {
    expect(usual.timeline.map(([kind]) => kind)).toEqual(
      expect.arrayContaining(["declared", "note", "update", "resolved"]),
    );
    expect(usual.postmortem).toContain("Customers saw it first");
    expect(usual.pages).toBe(1);
  });

  it.each(Object.entries(OTHER))("has the same outcome with the other value of %s", async (_name, switches) => {
    expect(await toldWith(switches)).toEqual(usual);
  });

  it("has it with all of them at once", async () => {
    expect(await toldWith(Object.assign({}, ...Object.values(OTHER)) as Partial<Switches>)).toEqual(usual);
  });

  it("has it but for the pin, where no pin is taken", async () => {
    const rooms = usual.rooms.map((room) =>
      `#${room.name}` === ROOM
        ? { ...room, pins: 0, messages: room.messages.filter((line) => !line.startsWith("pinned_item")) }
        : room,
    );
    const { timeline, ...told } = await toldWith({ pins: 0 }, ["too_many_pins"]);
    expect(told.rooms).toEqual(rooms);
  });

  it("names each switch there is", () => {
    const { faults: _, deliveryFaults: __, ...switches } = defaultSwitches();
    expect(Object.keys(OTHER).sort()).toEqual(Object.keys(switches).sort());
  });
});

/** An incident of ana's, declared by command and settled. */
async function declared(world: BotWorld): Promise<void> {
  await world.as("ana").types("#general", "/incident declare Checkout returns 500s sev1 service:checkout");
  await world.settle();
}

/** The lines in the thread of the card, of which each is to stand there once. */
function threadLines(world: BotWorld): readonly string[] {
  const messages = world.as("ana").sees(ROOM);
  return messages.filter(({ thread_ts, ts }) => thread_ts !== undefined && thread_ts !== ts).map(({ text }) => text);
}

describe("what differs", () => {
  it.each([
    [true, "inc-1-checkout-returns-500s-2"],
    [false, "inc-1-checkout-returns-500s"],
  ])("the channel's name, where archived names stay taken: %s", async (archivedNamesTaken, name) => {
    await inWorld({ switches: { archivedNamesTaken } }, async (world) => {
      const ana = world.as("ana");
      await ana.creates("inc-1-checkout-returns-500s");
      await ana.archives(ROOM);
      await declared(world);
      const open = [...world.slack.workspace.channels.values()].filter((channel) => !channel.archived);
      expect(open.map((channel) => channel.name)).toContain(name);
    });
  });

  it("where no pin is taken, the card stands unpinned, and /incident delivery says why", async () => {
    await inWorld(
      { switches: { pins: 0 } },
      async (world) => {
        await declared(world);
        const ana = world.as("ana");
        expect(ana.reads(ROOM)).not.toContain("(pinned)");
        expect(ana.reads(ROOM)).toContain("[Take command]");
        expect((await ana.types(ROOM, "/incident delivery")).text).toContain("too_many_pins");
      },
      ["too_many_pins"],
    );
  });

  it("a lower ceiling of posts than documented makes lines late, and neither lost nor doubled", async () => {
    await inWorld({ switches: { postsPerMinute: 5 } }, async (world) => {
      await declared(world);
      const notes = Array.from({ length: 12 }, (_, index) => `note number ${index}.`);
      for (const note of notes) await world.as("ana").types(ROOM, `/incident note ${note}`);
      await world.settle({ upTo: 10 * 60_000 });
      const lines = threadLines(world);
      for (const note of notes) expect(lines.filter((line) => line.includes(note))).toHaveLength(1);
      expect(world.slack.calls().some((call) => call.answer["error"] === "ratelimited")).toBe(true);
    });
  });

  it.each([
    [8_000, 1],
    [20_000, 2],
  ])("with a lag of %i ms a post whose answer was lost stands there %i times", async (historyLag, times) => {
    await inWorld({ switches: { historyLag } }, async (world) => {
      await declared(world);
      world.slack.switches.faults.push({ method: "chat.postMessage", fault: { kind: "lost-reply" }, times: 1 });
      await world.as("ana").types(ROOM, "/incident update Rolling back v412");
      await world.settle();
      const posts = world
        .as("ana")
        .sees(ROOM)
        .filter(({ text }) => text.startsWith("Update by"));
      expect(posts).toHaveLength(times);
    });
  });
});

describe("what does not differ", () => {
  it("a line in the thread of a card that the history does not show yet, when its answer was lost", async () => {
    await inWorld(
      { switches: { historyLag: 6_000 } },
      async (world) => {
        const ana = world.as("ana");
        await ana.types("#general", "/incident declare Checkout returns 500s sev1 service:checkout");
        await world.settle({ upTo: 2_000 });
        world.slack.switches.faults.push({ method: "chat.postMessage", fault: { kind: "lost-reply" }, times: 1 });
        await ana.types(ROOM, "/incident note the pool is exhausted");
        await world.settle();
        expect(threadLines(world).filter((line) => line.includes("exhausted"))).toHaveLength(1);
        expect(world.slack.refusals().map(({ answer }) => answer["error"])).toContain("thread_not_found");
        expect((await ana.types(ROOM, "/incident delivery")).text).not.toContain("thread_not_found");
      },
      ["thread_not_found"],
    );
  });

  it("a message that is kept by its reaction before the history shows it", async () => {
    await inWorld(
      { switches: { historyLag: 3_000 } },
      async (world) => {
        await declared(world);
        const [ana, bo] = [world.as("ana"), world.as("bo")];
        await bo.joins(ROOM);
        const message = await bo.says(ROOM, "The pool is exhausted");
        await ana.reacts("pushpin", message);
        await world.settle();
        expect((await ana.types(ROOM, "/incident timeline")).text).toContain("The pool is exhausted");
      },
      ["thread_not_found"],
    );
  });

  it.each([true, false])("a broadcast that somebody types stays text, escaped: %s", async (commandsEscapeText) => {
    await inWorld({ switches: { commandsEscapeText } }, async (world) => {
      await declared(world);
      const ana = world.as("ana");
      const { text } = await ana.types(ROOM, "/incident note tell <!channel> & @here <#C1>, a < b");
      expect(text).toContain("a < b");
      await world.settle();
      const messages = ana.sees(ROOM);
      expect(threadLines(world).at(-1)).toContain("a &lt; b");
      expect(JSON.stringify(messages)).not.toContain('"type":"broadcast"');
      for (const message of messages) expect(message.text).not.toMatch(/<!(?:channel|here)>/);
    });
  });
});
