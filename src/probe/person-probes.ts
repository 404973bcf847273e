import { SECOND } from "../shared/time.ts";
import type { Called } from "../slack/call.ts";
import { BUTTON, type Command, FORM, INPUT, type Submit } from "./desk.ts";
import type { Person } from "./person.ts";
import { compared, Inconclusive, type Probe } from "./probe.ts";
import { type Scratch, sayCalled } from "./scratch.ts";

const EMPTY = "left-empty";
/** Slack's documented number of uses of a response_url. */
const USES = 5;

export const personProbes: readonly Probe[] = [
  {
    name: "rich-text-form",
    assumed: "rich_text is taken in a form",
    needs: "person",
    async run(scratch) {
      const { opened } = await formOf(scratch);
      return compared(opened.ok, opened.ok ? "taken" : sayCalled("views.open", opened));
    },
  },
  {
    name: "form-hash",
    assumed: "the hash of a form stays after an answer with errors (Pitwall's ids of submits stand either)",
    needs: "person",
    async run(scratch) {
      const { first, second } = await formOf(scratch);
      if (first === undefined || second === undefined) return NOBODY;
      return compared(first.hash === second.hash, first.hash === second.hash ? "stays" : "changes");
    },
  },
  {
    name: "empty-inputs",
    assumed: "an optional input left empty arrives as null (Pitwall reads absent as well)",
    needs: "person",
    async run(scratch) {
      const { first } = await formOf(scratch);
      if (first === undefined) return NOBODY;
      const held = first.values[EMPTY]?.[EMPTY];
      if (held === undefined) return compared(false, "the whole input is absent");
      if (!("value" in held)) return compared(false, "absent");
      return compared(held.value === null, JSON.stringify(held.value));
    },
  },
  {
    name: "command-text",
    assumed: "in a command's text people come as <@U1|name> or <@U1>, and & < > escaped",
    needs: "person",
    async run(scratch) {
      const { text } = await commandOf(scratch);
      const isMention = /<@[UW][A-Z0-9]+(?:\|[^>]*)?>/.test(text);
      const isEscaped = text.includes("&lt;!channel&gt;") && text.includes("a &amp; b");
      return compared(isMention && isEscaped, JSON.stringify(text));
    },
  },
  {
    name: "late-answer",
    assumed: `a command's response_url is good for ${USES} answers, also after 3 s`,
    needs: "person",
    async run(scratch) {
      const { responseUrl } = await commandOf(scratch);
      await scratch.clock.sleep(4 * SECOND);
      for (let uses = 0; uses <= USES; uses += 1) {
        const status = await answerLate(responseUrl, `Answer ${uses + 1}`);
        if (status !== 200) return compared(uses === USES, `${uses} were taken, then HTTP ${status}`);
      }
      return compared(false, `${USES + 1} were taken`);
    },
  },
];

const NOBODY = { verdict: "unclear", observed: "nobody sent the form" } as const;

type Form = {
  readonly opened: Called;
  readonly first: Submit | undefined;
  readonly second: Submit | undefined;
};

const forms = new WeakMap<Scratch, Promise<Form>>();
const commands = new WeakMap<Scratch, Promise<Command>>();

/** One form and one command serve several probes: people are asked for each once. */
function formOf(scratch: Scratch): Promise<Form> {
  return once(forms, scratch, askForForm);
}

function commandOf(scratch: Scratch): Promise<Command> {
  return once(commands, scratch, askForCommand);
}

function once<T>(known: WeakMap<Scratch, Promise<T>>, scratch: Scratch, make: (scratch: Scratch) => Promise<T>) {
  const made = known.get(scratch) ?? make(scratch);
  known.set(scratch, made);
  return made;
}

async function askForForm(scratch: Scratch): Promise<Form> {
  const { desk, tell } = personOf(scratch);
  const text = { type: "plain_text", text: "Open the form" };
  const button = { type: "actions", elements: [{ type: "button", action_id: BUTTON, text }] };
  await scratch.post({ text: "A form to try", blocks: [button] });
  tell(
    `In #${scratch.channel.name}: press "Open the form", fill in nothing but "Anything", send it, send it once more.`,
  );
  const trigger_id = await desk.pressed();
  if (trigger_id === undefined) throw new Inconclusive("nobody pressed the button");
  const opened = await scratch.callOnce("views.open", { trigger_id, view: form() });
  if (!opened.ok) return { opened, first: undefined, second: undefined };
  const first = await desk.submitted();
  return { opened, first, second: first === undefined ? undefined : await desk.submitted() };
}

async function askForCommand(scratch: Scratch): Promise<Command> {
  const { desk, tell } = personOf(scratch);
  const { name } = scratch.channel;
  tell(`In #${name}: send  /incident a & b <!channel> @  and behind the @ choose yourself.`);
  const typed = await desk.typed();
  if (typed === undefined) throw new Inconclusive("nobody typed the command");
  return typed;
}

function personOf({ person }: Scratch): Person {
  if (person === undefined) throw new Inconclusive("nobody is there");
  return person;
}

function form() {
  const plain = (text: string) => ({ type: "plain_text", text });
  const input = (name: string, label: string, optional: boolean) => ({
    type: "input",
    block_id: name,
    optional,
    label: plain(label),
    element: { type: "plain_text_input", action_id: name },
  });
  const words = [{ type: "text", text: "Send this twice: the first time it comes back with an error." }];
  return {
    type: "modal",
    callback_id: FORM,
    title: plain("Probe"),
    submit: plain("Send"),
    blocks: [
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: words }] },
      input(EMPTY, "Leave this empty", true),
      input(INPUT, "Anything", false),
    ],
  };
}

async function answerLate(url: string, text: string): Promise<number> {
  const headers = { "content-type": "application/json" };
  try {
    return (await fetch(url, { method: "POST", headers, body: JSON.stringify({ text }) })).status;
  } catch (error) {
    throw new Inconclusive(`the response_url could not be reached: ${String(error)}`);
  }
}
