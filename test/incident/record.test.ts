import { describe, expect, test } from "vitest";
import { at, channelOpened, declared, fact, given, resolved } from "../given.ts";

const open = [declared(), channelOpened()] as const;
const message = { channel: "C7", ts: "17.1" };
const kept = { message, author: "U2", text: "disk at 91 %", files: [], permalink: null };
const keep = { type: "keepMessage", at: at(1), ...kept } as const;
const note = { text: "disk at 91 %", decision: false };

describe("a note", () => {
  test("that was typed is added as often as it is typed", () => {
    const add = { type: "addNote", ...note, message: null } as const;
    const added = fact("NoteAdded", { ...note, message: null });
    given(...open)
      .when(add)
      .thenHappens(added)
      .when(add)
      .thenHappens(added);
  });

  test("that was typed is added beside messages", () => {
    given(...open, fact("MessageKept", kept))
      .when({ type: "addNote", ...note, message: null })
      .thenHappens(fact("NoteAdded", { ...note, message: null }));
  });

  test("that is a message is added once", () => {
    const add = { type: "addNote", ...note, message } as const;
    given(...open)
      .when(add)
      .thenHappens(fact("NoteAdded", { ...note, message }))
      .when(add)
      .thenNothing()
      .when(keep)
      .thenNothing();
  });

  test("may be about earlier, and never about later than now", () => {
    const add = { type: "addNote", ...note, message: null, at: at(3) } as const;
    given(...open)
      .when(add, { now: at(5) })
      .thenHappens(fact("NoteAdded", { ...note, message: null }, at(3)));
    given(...open)
      .when(add, { now: at(1) })
      .thenHappens(fact("NoteAdded", { ...note, message: null }, at(1)));
  });
});

describe("a message that is kept", () => {
  test("is kept once, with the time at which it was written", () => {
    given(...open)
      .when(keep, { now: at(5) })
      .thenHappens(fact("MessageKept", kept, at(1)))
      .when(keep)
      .thenNothing();
  });

  test("is taken off once, and can be kept again", () => {
    const drop = { type: "dropMessage", message } as const;
    given(...open, fact("MessageKept", kept, at(1)))
      .when(drop)
      .thenHappens(fact("EntryStruck", { version: 3, why: "taken off the timeline" }))
      .when(drop)
      .thenNothing()
      .when(keep)
      .thenHappens(fact("MessageKept", kept))
      .when(drop)
      .thenHappens(fact("EntryStruck", { version: 5, why: "taken off the timeline" }));
  });

  test("follows what its author edits, and his deleting it, once", () => {
    given(...open, fact("MessageKept", kept))
      .when({ type: "editMessage", message, text: "disk at 97 %" })
      .thenHappens(fact("MessageEdited", { message, text: "disk at 97 %" }))
      .when({ type: "removeMessage", message })
      .thenHappens(fact("MessageRemoved", { message }))
      .when({ type: "removeMessage", message })
      .thenNothing();
  });

  test("other messages are nobody's business", () => {
    given(...open)
      .when({ type: "editMessage", message, text: "lunch?" })
      .thenNothing()
      .when({ type: "removeMessage", message })
      .thenNothing()
      .when({ type: "dropMessage", message })
      .thenNothing();
  });

  test("is another where only the channel is another", () => {
    given(...open, fact("MessageKept", { ...kept, message: { ...message, channel: "C1" } }))
      .when(keep)
      .thenHappens(fact("MessageKept", kept));
  });
});

describe("the postmortem", () => {
  const over = [declared(), resolved(at(9))] as const;
  const start = { type: "startPostmortem", owner: "U2", due: at(99) } as const;
  const started = fact("PostmortemStarted", { owner: "U2", due: at(99) });
  const edit = { type: "editSection", section: "impact", text: "12 % failed", over: 0 } as const;
  const answer = { type: "answerOpenQuestion", question: "well:what", text: "The rollback" } as const;

  test("starts once the incident is over, once", () => {
    given(declared()).when(start).thenRefused("open");
    given(...over)
      .when(start)
      .thenHappens(started)
      .when({ ...start, owner: "U3" })
      .thenNothing();
  });

  test("may be started for what was cancelled", () => {
    given(declared(), fact("Cancelled", { reason: "false alarm" }))
      .when(start)
      .thenHappens(started);
  });

  test("takes sections and answers once it is started", () => {
    given(...over)
      .when(edit)
      .thenRefused("no-postmortem")
      .when(answer)
      .thenRefused("no-postmortem");
    given(...over, started)
      .when(edit)
      .thenHappens(fact("PostmortemSectionEdited", { section: "impact", text: "12 % failed", over: 0 }))
      .when(answer)
      .thenHappens(fact("PostmortemAnswered", { question: "well:what", text: "The rollback" }));
  });
});

test("a question to the platform is on record as often as it is asked", () => {
  const asked = { question: "who owns checkout?", answer: "payments", answerable: true, sources: ["catalog.yaml"] };
  given(...open)
    .when({ type: "recordQuestion", ...asked })
    .thenHappens(fact("QuestionAnswered", asked))
    .when({ type: "recordQuestion", ...asked })
    .thenHappens(fact("QuestionAnswered", asked));
  expect(given(...open, fact("QuestionAnswered", asked)).incident.version).toBe(3);
});
