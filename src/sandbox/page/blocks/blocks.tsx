import "./blocks.css";
import "./elements.css";
import { useEffect, useMemo } from "react";
import type { Blocks as BlockList, Values } from "../../slack/model.ts";
import type { Spot } from "../../web/protocol.ts";
import { useStore } from "../client.tsx";
import { Block } from "./block.tsx";
import { type Draft, openDraft } from "./draft.ts";
import { Confirm, useAsking } from "./elements/confirm.tsx";
import { deedsAt, type Fields, FieldsContext } from "./fields.tsx";

const NOTHING: Values = {};
const NO_ERRORS: Readonly<Record<string, string>> = {};

type Props = {
  readonly blocks: BlockList;
  readonly spot: Spot;
  readonly values?: Values;
  /** Given by a form, which sends off what is in it. */
  readonly draft?: Draft;
  readonly errors?: Readonly<Record<string, string>>;
  readonly forget?: (block: string) => void;
};

/** The app's blocks with all that a person can do in them. */
export function Blocks({ blocks, spot, values = NOTHING, draft: given, errors = NO_ERRORS, forget = nothing }: Props) {
  const { act, upload } = useStore();
  const place = JSON.stringify(spot);
  const deeds = useMemo(() => deedsAt(JSON.parse(place) as Spot, act), [place, act]);
  const draft = useMemo(
    () => given ?? openDraft((block, action, value) => void deeds.fill(block, action, value)),
    [given, deeds],
  );
  const { ask, asked, answered } = useAsking();
  const fields = useMemo(
    (): Fields => ({ ...deeds, draft, served: values, errors, forget, upload, ask }),
    [deeds, draft, values, errors, forget, upload, ask],
  );
  useEffect(() => draft.heard(values), [draft, values]);
  useEffect(() => {
    // On a reload too, and on a phone the last that is heard of a page.
    const changed = (): void => {
      if (document.visibilityState === "hidden") draft.flush();
    };
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  }, [draft]);
  return (
    <FieldsContext value={fields}>
      <div className="blocks">
        {blocks.map((block) => (
          <Block key={block.block_id} block={block} />
        ))}
      </div>
      <Confirm asked={asked} answered={answered} />
    </FieldsContext>
  );
}

function nothing(): void {}
