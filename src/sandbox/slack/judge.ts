/** What is wrong with a block or view, and where: a JSON pointer such as `/blocks/0/text`. */
export type Complaint = { readonly message: string; readonly pointer: string };

/** Holds blocks and views against Slack's limits. */
export type Judge = {
  judgeBlocks(blocks: unknown, surface: "message" | "modal" | "home"): readonly Complaint[];
  judgeView(view: unknown): readonly Complaint[];
};

export function worded({ message, pointer }: Complaint): string {
  return `${message} [json-pointer:${pointer}]`;
}
