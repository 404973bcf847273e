import type { ConfirmationDialog } from "@slack/types";
import { createContext, useContext, useState, useSyncExternalStore } from "react";
import type { Value, Values } from "../../slack/model.ts";
import type { DeedAnswer, OptionSeen, Spot } from "../../web/protocol.ts";
import { problemOf } from "../problem.ts";
import type { Store } from "../store.ts";
import { type Draft, heldBy, valueOf } from "./draft.ts";

/** Where the elements stand, what they hold, and how the workspace is told. */
export type Fields = {
  readonly draft: Draft;
  readonly served: Values;
  /** By block id: what is wrong with an input. */
  readonly errors: Readonly<Record<string, string>>;
  /** An error is forgotten as soon as its input is changed. */
  readonly forget: (block: string) => void;
  /** Answered by what went wrong, in the workspace's words. */
  readonly press: (block: string, action: string, value?: Value) => Promise<string | undefined>;
  readonly fill: (block: string, action: string, value: Value) => Promise<string | undefined>;
  readonly suggest: (block: string, action: string, typed: string) => Promise<readonly OptionSeen[]>;
  readonly upload: (file: File) => Promise<string>;
  /** Does it: where the app wants that asked once more, after a yes. */
  readonly ask: (confirm: ConfirmationDialog | undefined, agreed: () => void) => void;
};

export const FieldsContext = createContext<Fields | undefined>(undefined);

export function useFields(): Fields {
  const fields = useContext(FieldsContext);
  if (fields === undefined) throw new Error("These elements stand nowhere: Blocks is missing above.");
  return fields;
}

/** The block in which an element stands. */
export type Within = {
  readonly id: string;
  /** Inputs are kept for the submit; whatever else holds a value tells the app when it changes. */
  readonly isInput: boolean;
  readonly tellsApp: boolean;
  /** What names and describes the element, by the ids of other parts of the page. */
  readonly labelledBy?: string;
  readonly describedBy?: string;
  /** Where nothing on the page names it. */
  readonly label?: string;
};

export const WithinContext = createContext<Within>({ id: "", isInput: false, tellsApp: true });

type AnyElement = {
  readonly type: string;
  readonly action_id?: string | undefined;
  readonly confirm?: ConfirmationDialog | undefined;
};

/** One element's value, busy while the app is told. */
export function useHeld<T>(element: AnyElement) {
  const { draft, served, errors, forget, press, fill, ask } = useFields();
  const within = useContext(WithinContext);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  useSyncExternalStore(draft.subscribe, draft.version, draft.version);
  const action = element.action_id ?? "";

  async function tell(value: Value): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    setFailure(await (within.isInput ? fill : press)(within.id, action, value));
    setBusy(false);
  }

  return {
    held: heldBy(element, within.id, draft, served) as T | undefined,
    busy,
    failure,
    isWrong: errors[within.id] !== undefined,
    /** Chooses: the app hears of it at once where it asks for that. */
    choose(held: T | null): void {
      ask(element.confirm, () => {
        const value = valueOf(element, held);
        forget(within.id);
        draft.put(within.id, action, value, "never");
        if (within.isInput && !within.tellsApp) void fill(within.id, action, value);
        else void tell(value);
      });
    },
    /** Types: kept once there is a pause. `tellsApp` is false where the app wants to hear of it by Enter alone. */
    type(held: T | null, keeps = true): void {
      forget(within.id);
      draft.put(within.id, action, valueOf(element, held), keeps ? "soon" : "never");
    },
    enter(): void {
      const value = draft.of(within.id, action);
      if (value !== undefined) void tell(value);
    },
    flush: draft.flush,
  };
}

/** For elements that hold nothing: buttons and menus of actions. */
export function usePress(element: AnyElement) {
  const { press, ask } = useFields();
  const { id } = useContext(WithinContext);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  async function pressed(value?: Value): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    setFailure(await press(id, element.action_id ?? "", value));
    setBusy(false);
  }
  return {
    busy,
    failure,
    /** `opens` is done with it: what leads out of the page. */
    press(value?: Value, opens?: () => void): void {
      if (busy) return;
      ask(element.confirm, () => {
        opens?.();
        void pressed(value);
      });
    },
  };
}

/** The names that an element's control bears for those who do not see it. */
export function useNames() {
  const { id, labelledBy, describedBy, label } = useContext(WithinContext);
  const { errors } = useFields();
  return {
    ...(labelledBy === undefined ? {} : { "aria-labelledby": labelledBy }),
    ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
    ...(labelledBy === undefined && label !== undefined ? { "aria-label": label } : {}),
    ...(errors[id] === undefined ? {} : { "aria-invalid": true as const }),
  };
}

/** How the workspace is told, from what the page's client offers. */
export function deedsAt(spot: Spot, act: Store["act"]): Pick<Fields, "press" | "fill" | "suggest"> {
  const failureOf = (answered: Promise<DeedAnswer>): Promise<string | undefined> =>
    answered.then(({ failure }) => failure, problemOf);
  return {
    press: (block, action, value) =>
      failureOf(act({ do: "uses", spot, block, action, ...(value === undefined ? {} : { value }) })),
    fill: (block, action, value) => failureOf(act({ do: "fills", spot, block, action, value })),
    suggest: async (block, action, typed) => (await act({ do: "suggests", spot, block, action, typed })).options ?? [],
  };
}
