import type { ActionsBlock, ContextBlock, ImageBlock, KnownBlock, SectionBlock } from "@slack/types";
import { useMemo } from "react";
import { wordsOf } from "../../slack/elements.ts";
import type { Block as AnyBlock } from "../../slack/model.ts";
import { Element } from "./element.tsx";
import { type Within, WithinContext } from "./fields.tsx";
import { InputView } from "./input-block.tsx";
import { NotDrawn } from "./not-drawn.tsx";
import { Picture } from "./picture.tsx";
import { RichText } from "./rich-text.tsx";
import { Text } from "./text.tsx";

export function Block({ block }: { readonly block: AnyBlock }) {
  const known = block as unknown as KnownBlock;
  const label = wordsOf(block["text"]);
  const within = useMemo(
    (): Within => ({ id: block.block_id, isInput: false, tellsApp: true, ...(label === "" ? {} : { label }) }),
    [block.block_id, label],
  );
  return (
    <WithinContext value={within}>
      <Drawn block={known} />
    </WithinContext>
  );
}

/** Whatever is not named here is seldom sent, and stands there as it was sent. */
function Drawn({ block }: { readonly block: KnownBlock }) {
  switch (block.type) {
    case "header":
      return (
        <h3 className="block-header">
          <Text of={block.text} />
        </h3>
      );
    case "section":
      return <Section block={block} />;
    case "context":
      return <Context block={block} />;
    case "actions":
      return <Actions block={block} />;
    case "divider":
      return <hr className="block-divider" />;
    case "image":
      return <Image block={block} />;
    case "input":
      return <InputView block={{ ...block, block_id: block.block_id ?? "" }} />;
    case "rich_text":
      return (
        <div className="block-text">
          <RichText elements={block.elements} />
        </div>
      );
    default:
      return <NotDrawn what="A block" of={block} />;
  }
}

function Section({ block }: { readonly block: SectionBlock }) {
  return (
    <div className="block-section">
      <div className="section-words">
        {block.text === undefined ? null : (
          <div className="block-text">
            <Text of={block.text} />
          </div>
        )}
        {block.fields === undefined ? null : (
          <div className="fields">
            {block.fields.map((field, index) => (
              <div key={index} className="block-text">
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory === undefined ? null : (
        <div className="accessory">
          <Element element={block.accessory} />
        </div>
      )}
    </div>
  );
}

function Context({ block }: { readonly block: ContextBlock }) {
  return (
    <div className="block-context">
      {block.elements.map((element, index) => (
        <div key={index} className={element.type === "image" ? "context-image" : "block-text"}>
          <Element element={element} />
        </div>
      ))}
    </div>
  );
}

function Actions({ block }: { readonly block: ActionsBlock }) {
  return (
    <div className="block-actions">
      {block.elements.map((element, index) => (
        <div key={("action_id" in element ? element.action_id : undefined) ?? index} className="action">
          <Element element={element} />
        </div>
      ))}
    </div>
  );
}

function Image({ block }: { readonly block: ImageBlock }) {
  return (
    <figure className="block-image">
      {block.title === undefined ? null : (
        <figcaption>
          <Text of={block.title} />
        </figcaption>
      )}
      <Picture image={block} />
    </figure>
  );
}
