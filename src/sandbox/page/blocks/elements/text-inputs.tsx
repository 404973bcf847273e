import type { EmailInput, NumberInput, PlainTextInput, RichTextBlock, RichTextInput, URLInput } from "@slack/types";
import { type KeyboardEvent, useContext, useState } from "react";
import { useHeld, useNames, WithinContext } from "../fields.tsx";
import { asTyped, typedRichText } from "../typed-rich-text.ts";
import { Failure } from "./failure.tsx";

type LineElement = PlainTextInput | EmailInput | URLInput | NumberInput;

/** Slack's own, where the app says nothing. */
const LONGEST = 3_000;

export function TextInput({ element }: { readonly element: LineElement }) {
  const { held = "", type, enter, flush, failure, busy } = useHeld<string>(element);
  const { tellsApp } = useContext(WithinContext);
  const names = useNames();
  const { most, least } = lengthsOf(element);
  const asked = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const isMultiline = element.type === "plain_text_input" && element.multiline === true;
  const length = [...held].length;
  const shared = {
    className: "field",
    ...names,
    value: held,
    placeholder: element.placeholder?.text,
    "aria-busy": busy,
    "data-focus-on-load": element.focus_on_load || undefined,
    onBlur: flush,
    // What the app wants to hear of by Enter alone is not told before.
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      type(event.currentTarget.value || null, !tellsApp || asked.includes("on_character_entered")),
    onKeyDown(event: KeyboardEvent) {
      if (!tellsApp || isMultiline || event.key !== "Enter" || !asked.includes("on_enter_pressed")) return;
      event.preventDefault();
      enter();
    },
  };
  return (
    <>
      {isMultiline ? <textarea {...shared} rows={4} /> : <input {...shared} {...kindOf(element)} />}
      <Counter length={length} most={most} least={least} />
      <Failure says={failure} />
    </>
  );
}

function lengthsOf(element: LineElement): { readonly most: number; readonly least: number } {
  if (element.type !== "plain_text_input") return { most: Number.POSITIVE_INFINITY, least: 0 };
  return { most: element.max_length ?? LONGEST, least: element.min_length ?? 0 };
}

/** Typed as text: the browser's own checks would stop the form before Slack says what is wrong in its words. */
function kindOf(element: LineElement): { type: string; inputMode?: "email" | "url" | "decimal" | "numeric" } {
  switch (element.type) {
    case "plain_text_input":
      return { type: "text" };
    case "email_text_input":
      return { type: "text", inputMode: "email" };
    case "url_text_input":
      return { type: "text", inputMode: "url" };
    case "number_input":
      return { type: "text", inputMode: element.is_decimal_allowed ? "decimal" : "numeric" };
  }
}

/** Silent until it matters: near the end, or while too little stands there. */
function Counter({ length, most, least }: { readonly length: number; readonly most: number; readonly least: number }) {
  const left = most - length;
  const missing = least - length;
  const isShown = left <= Math.max(20, most * 0.1) || (length > 0 && missing > 0);
  if (!isShown) return null;
  return (
    <span className={left < 0 ? "counter over" : "counter"} aria-live="polite">
      {missing > 0 && length > 0 ? `${missing} more` : left}
    </span>
  );
}

export function RichTextField({ element }: { readonly element: RichTextInput }) {
  const { held, type, flush, failure } = useHeld<RichTextBlock>(element);
  const names = useNames();
  const served = held === undefined ? "" : asTyped(held);
  const [typed, setTyped] = useState(served);
  // As it is typed it stays; the block that it makes is only looked at where somebody else has changed it.
  const own = typed === "" ? "" : asTyped(typedRichText(typed));
  return (
    <>
      <textarea
        className="field"
        {...names}
        rows={5}
        value={own === served ? typed : served}
        placeholder={element.placeholder?.text}
        data-focus-on-load={element.focus_on_load || undefined}
        onBlur={flush}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          type(text.trim() === "" ? null : typedRichText(text));
        }}
      />
      <span className="counter">*bold* _italic_ ~strike~ `code` &gt; quote - list</span>
      <Failure says={failure} />
    </>
  );
}
