/** The sections of a postmortem, in order. An id is part of stored events and never changes; a title may. */
export const sections = [
  { id: "summary", title: "Summary" },
  { id: "impact", title: "Impact" },
  { id: "timeline", title: "Timeline" },
  { id: "people", title: "Who responded" },
  { id: "detection", title: "Detection" },
  { id: "response", title: "Response" },
  { id: "contributing", title: "Contributing factors" },
  { id: "well", title: "What went well" },
  { id: "less-well", title: "What went less well" },
  { id: "lucky", title: "Where we got lucky" },
  { id: "surprised", title: "What surprised us" },
  { id: "follow-ups", title: "Follow-ups" },
] as const satisfies readonly { readonly id: string; readonly title: string }[];

export type SectionId = (typeof sections)[number]["id"];

export function isSectionId(text: string): text is SectionId {
  return sections.some((section) => section.id === text);
}
