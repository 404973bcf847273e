import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Block } from "../../../../src/sandbox/page/blocks/block.tsx";
import { openDraft } from "../../../../src/sandbox/page/blocks/draft.ts";
import { type Fields, FieldsContext } from "../../../../src/sandbox/page/blocks/fields.tsx";
import { type Reading, ReadingContext } from "../../../../src/sandbox/page/blocks/reading.tsx";
import type { Block as AnyBlock, Values } from "../../../../src/sandbox/slack/model.ts";

const people = { U1: "ana", U2: "bo" } as const;
const channel = { id: "C1", name: "incidents", kind: "public" } as const;

const reading: Reading = {
  me: "U1",
  zone: "Asia/Tokyo",
  now: () => Date.UTC(2026, 10, 22, 14, 10),
  users: {},
  channels: [],
  userName: (id) => people[id as keyof typeof people],
  groupName: (id) => (id === "S1" ? "payments-oncall" : undefined),
  channel: (idOrName) => (idOrName === "C1" || idOrName === "incidents" ? channel : undefined),
};

/** As it stands on the page of ana in Tokyo, without what only a browser adds. */
export function draw(what: ReactNode): string {
  return renderToStaticMarkup(<ReadingContext value={reading}>{what}</ReadingContext>);
}

type Filled = { readonly values?: Values; readonly errors?: Fields["errors"] };

export function drawBlock(block: object, { values = {}, errors = {} }: Filled = {}): string {
  const fields: Fields = {
    draft: openDraft(() => undefined),
    served: values,
    errors,
    forget: () => undefined,
    press: async () => undefined,
    fill: async () => undefined,
    suggest: async () => [],
    upload: async () => "F1",
    ask: (_confirm, agreed) => agreed(),
  };
  return draw(
    <FieldsContext value={fields}>
      <Block block={{ block_id: "b", ...block } as AnyBlock} />
    </FieldsContext>,
  );
}
