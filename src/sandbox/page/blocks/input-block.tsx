import type { InputBlock } from "@slack/types";
import { useId, useMemo } from "react";
import { Element } from "./element.tsx";
import { useFields, type Within, WithinContext } from "./fields.tsx";
import { Text } from "./text.tsx";

/** An input with its label above, its hint and what is wrong with it below. */
export function InputView({ block }: { readonly block: InputBlock & { readonly block_id: string } }) {
  const { errors } = useFields();
  const id = useId();
  const { block_id, hint, dispatch_action } = block;
  const error = errors[block_id];
  const within = useMemo((): Within => {
    const describedBy = [
      ...(error === undefined ? [] : [`${id}-error`]),
      ...(hint === undefined ? [] : [`${id}-hint`]),
    ];
    return {
      id: block_id,
      isInput: true,
      tellsApp: dispatch_action === true,
      labelledBy: `${id}-label`,
      ...(describedBy.length === 0 ? {} : { describedBy: describedBy.join(" ") }),
    };
  }, [id, block_id, dispatch_action, hint, error]);
  return (
    <div className="input-block" data-wrong={error !== undefined || undefined}>
      <div className="input-label" id={`${id}-label`}>
        <Text of={block.label} />
        {block.optional === true ? <span className="optional"> (optional)</span> : null}
      </div>
      <WithinContext value={within}>
        <Element element={block.element} />
      </WithinContext>
      {error === undefined ? null : (
        <div className="input-error" id={`${id}-error`}>
          {error}
        </div>
      )}
      {hint === undefined ? null : (
        <div className="input-hint" id={`${id}-hint`}>
          <Text of={hint} />
        </div>
      )}
    </div>
  );
}
