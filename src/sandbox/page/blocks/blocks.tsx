import type { Blocks as BlockList, Values } from "../../slack/model.ts";
import type { Spot } from "../../web/protocol.ts";

export function Blocks({ blocks }: { readonly blocks: BlockList; readonly spot: Spot; readonly values: Values }) {
  return <pre>{JSON.stringify(blocks)}</pre>;
}
