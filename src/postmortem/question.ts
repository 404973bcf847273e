import type { Milestone, Someone } from "../incident/event.ts";
import { type Line, line, moment } from "../timeline/line.ts";
import { milestoneFaults } from "../timeline/milestones.ts";
import { hasMeasure } from "./measure.ts";
import type { SectionId } from "./section.ts";
import { silencesOf } from "./silence.ts";
import type { Story, Witness } from "./story.ts";

/** What the record does not know, and the person who may. */
export type OpenQuestion = {
  /** Stable, and begins with its section: an answer is kept under it. */
  readonly id: QuestionId;
  readonly section: SectionId;
  readonly text: Line;
  /** Null where nobody is on record who could know. */
  readonly ask: Someone | null;
  /** Why this person, to follow the name: "resolved it". Empty where `ask` is null. */
  readonly because: string;
};

type QuestionId = `${SectionId}:${string}`;

type Query = {
  readonly id: QuestionId;
  readonly section: SectionId;
  /** Undefined while the record knows. */
  readonly text: (story: Story) => Line | undefined;
  /** Those who can know, the best first. */
  readonly ask: readonly Witness[];
};

/** The most useful first. None asks for what the record says, and none asks whose fault it was. */
const queries: readonly Query[] = [
  {
    id: "impact:numbers",
    section: "impact",
    text: ({ impact }) =>
      hasMeasure(impact?.words ?? "") ? undefined : line`How many customers were affected, and what could they not do?`,
    ask: ["comms", "commander", "firstCommander", "declarer", "resolver"],
  },
  {
    id: "contributing:causes",
    section: "contributing",
    text: () => line`What made this possible? Name each condition you know of, not only the last one.`,
    ask: ["resolver", "acknowledger"],
  },
  {
    id: "detection:started",
    section: "detection",
    text: ({ milestones }) =>
      milestones.started === undefined ? line`When did it begin for customers, and how do you know?` : undefined,
    ask: ["acknowledger", "scribe", "firstCommander", "declarer"],
  },
  {
    id: "timeline:order",
    section: "timeline",
    text: ({ milestones }) => {
      const [fault] = milestoneFaults(milestones);
      if (fault === undefined) return undefined;
      const [earlier, later] = [sayMilestone(fault.earlier, milestones), sayMilestone(fault.later, milestones)];
      return line`The record says ${earlier}, and ${later}: that cannot be. Which time is right?`;
    },
    ask: ["scribe", "commander", "owner"],
  },
  {
    id: "response:command",
    section: "response",
    text: ({ tenures }) =>
      tenures.length === 0 ? line`Nobody is on record in command. Who led, and from when?` : undefined,
    ask: ["resolver", "declarer", "acknowledger"],
  },
  {
    id: "timeline:silence",
    section: "timeline",
    text: (story) => {
      const [longest] = silencesOf(story);
      return longest === undefined
        ? undefined
        : line`Nothing is on record from ${moment(longest.from)} to ${moment(longest.to)}. What happened?`;
    },
    ask: ["scribe", "commander", "resolver"],
  },
  {
    id: "detection:earlier",
    section: "detection",
    text: ({ milestones }) =>
      milestones.detected?.source === "first alert"
        ? undefined
        : line`No alert came first. What could have told us sooner?`,
    ask: ["declarer", "acknowledger"],
  },
  {
    id: "surprised:what",
    section: "surprised",
    text: () => line`What surprised you?`,
    ask: ["acknowledger", "resolver", "declarer", "scribe"],
  },
  {
    id: "less-well:what",
    section: "less-well",
    text: () => line`What was harder than it needed to be?`,
    ask: ["resolver", "commander", "firstCommander"],
  },
  {
    id: "well:what",
    section: "well",
    text: () => line`What helped, and should stay as it is?`,
    ask: ["commander", "firstCommander", "resolver"],
  },
  {
    id: "lucky:what",
    section: "lucky",
    text: () => line`What could have made it worse, and did not?`,
    ask: ["resolver", "acknowledger", "commander"],
  },
  {
    id: "follow-ups:next",
    section: "follow-ups",
    text: () => line`What will make the next one rarer or shorter? A line each, with a person and a date.`,
    ask: ["owner"],
  },
];

/** Where none of those who can know is on record: somebody who was there. */
const anybody: readonly Witness[] = ["commander", "resolver", "declarer", "acknowledger", "owner"];

const reasons: Readonly<Record<Witness, string>> = {
  commander: "was in command",
  firstCommander: "took command first",
  comms: "was on communications",
  scribe: "was the scribe",
  resolver: "resolved it",
  acknowledger: "acknowledged first",
  declarer: "declared it",
  owner: "writes the postmortem",
};

/** Asks those who can know, and of them whoever has been asked least: nobody answers twelve questions. */
export function openQuestions(story: Story): readonly OpenQuestion[] {
  const asked: string[] = [];
  return queries.flatMap(({ id, section, text: textOf, ask }) => {
    const text = textOf(story);
    if (text === undefined) return [];
    const able = [ask, anybody].map((some) => some.filter((one) => story.witnesses[one] !== null));
    const [witness] = (able.find((some) => some.length > 0) ?? []).toSorted(
      (a, b) => timesAsked(asked, story.witnesses[a]) - timesAsked(asked, story.witnesses[b]),
    );
    if (witness === undefined) return [{ id, section, text, ask: null, because: "" }];
    asked.push(nameIn(story.witnesses[witness]));
    return [{ id, section, text, ask: story.witnesses[witness], because: reasons[witness] }];
  });
}

function timesAsked(asked: readonly string[], who: Someone | null): number {
  return asked.filter((one) => one === nameIn(who)).length;
}

function nameIn(who: Someone | null): string {
  return who?.user ?? who?.name ?? "";
}

function sayMilestone(milestone: Milestone, milestones: Story["milestones"]): Line {
  const at = milestones[milestone]?.at;
  return at === undefined ? line`${milestone}` : line`${milestone} at ${moment(at)}`;
}
