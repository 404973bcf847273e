import type {
  ChannelsSelect,
  ConversationsSelect,
  ExternalSelect,
  MultiChannelsSelect,
  MultiConversationsSelect,
  MultiExternalSelect,
  MultiStaticSelect,
  MultiUsersSelect,
  Option,
  UsersSelect,
} from "@slack/types";
import { useContext, useEffect, useState } from "react";
import { HOLDERS } from "../../../slack/elements.ts";
import { problemOf } from "../../problem.ts";
import { useFields, useHeld, WithinContext } from "../fields.tsx";
import { useReading } from "../reading.tsx";
import { type Choice, conversationChoices, matching, optionChoice, optionChoices, peopleChoices } from "./choice.ts";
import { Failure } from "./failure.tsx";
import { SearchList } from "./search-list.tsx";

type Select = {
  readonly type: string;
  readonly action_id?: string | undefined;
  readonly placeholder?: { readonly text: string };
  readonly max_selected_items?: number;
  readonly focus_on_load?: boolean;
};

const QUIET_MS = 250;
/** Slack's own, where the app says nothing. */
const SHORTEST = 3;

export function MultiSelect({ element }: { readonly element: MultiStaticSelect }) {
  return <Among element={element} choices={optionChoices(element)} placeholder="Choose options" />;
}

export function PeopleSelect({ element }: { readonly element: UsersSelect | MultiUsersSelect }) {
  const choices = peopleChoices(useReading());
  return <Among element={element} choices={choices} placeholder="Choose a person" />;
}

type ConversationElement = ChannelsSelect | MultiChannelsSelect | ConversationsSelect | MultiConversationsSelect;

export function ConversationSelect({ element }: { readonly element: ConversationElement }) {
  const { channels } = useReading();
  const filter = "filter" in element ? (element.filter ?? {}) : element.type.includes("channels") ? "channels" : {};
  const choices = conversationChoices(channels, filter);
  return <Among element={element} choices={choices} placeholder="Choose a channel" />;
}

/** A list that is there as a whole. */
function Among(props: { readonly element: Select; readonly choices: readonly Choice[]; readonly placeholder: string }) {
  const { element, choices, placeholder } = props;
  const [typed, setTyped] = useState("");
  const { chosen, choose, ...rest } = useChosen(element, (held) => choiceOf(held, choices));
  return (
    <>
      <SearchList
        {...rest}
        chosen={chosen}
        offered={matching(choices, typed)}
        typed={typed}
        onType={setTyped}
        onChoose={choose}
        most={element.max_selected_items}
        placeholder={element.placeholder?.text ?? placeholder}
        emptySays="No results"
        focusOnLoad={element.focus_on_load === true}
      />
      <Failure says={rest.failure} />
    </>
  );
}

/** A list that the app looks through while somebody types. */
export function FoundSelect({ element }: { readonly element: ExternalSelect | MultiExternalSelect }) {
  const { suggest } = useFields();
  const { id } = useContext(WithinContext);
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<{
    readonly typed: string;
    readonly choices: readonly Choice[];
    readonly problem?: string;
  }>();
  const { chosen, choose, ...rest } = useChosen(element, (held) => optionChoice(held as Option));
  const shortest = element.min_query_length ?? SHORTEST;
  const action = element.action_id ?? "";
  const isLongEnough = typed.length >= shortest;

  useEffect(() => {
    if (!isLongEnough) return undefined;
    let isLate = false;
    const timer = setTimeout(async () => {
      const asked = suggest(id, action, typed).then(
        (options) => ({ typed, choices: options.map((option) => optionChoice(option)) }),
        (problem: unknown) => ({ typed, choices: [], problem: problemOf(problem) }),
      );
      const answer = await asked;
      if (!isLate) setFound(answer);
    }, QUIET_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [suggest, id, action, typed, isLongEnough]);

  const isLoading = isLongEnough && found?.typed !== typed;
  const missing = shortest - typed.length;
  return (
    <>
      <SearchList
        {...rest}
        chosen={chosen}
        offered={isLongEnough && !isLoading ? (found?.choices ?? []) : []}
        typed={typed}
        onType={setTyped}
        onChoose={choose}
        most={"max_selected_items" in element ? element.max_selected_items : undefined}
        placeholder={element.placeholder?.text ?? "Type to search"}
        emptySays={
          isLoading
            ? "Loading …"
            : isLongEnough
              ? (found?.problem ?? "No results")
              : `Type ${missing === 1 ? "a letter" : `${missing} letters`} to search`
        }
        busy={rest.busy || isLoading}
        focusOnLoad={element.focus_on_load === true}
      />
      <Failure says={rest.failure} />
    </>
  );
}

function choiceOf(held: unknown, choices: readonly Choice[]): Choice {
  const key = typeof held === "string" ? held : optionChoice(held as Option).key;
  return choices.find((choice) => choice.key === key) ?? { key, text: key, held };
}

/** What is chosen, whether the element holds one or many. */
function useChosen(element: Select, choiceFor: (held: unknown) => Choice) {
  const { held, choose, busy, failure } = useHeld<unknown>(element);
  const holdsMany = HOLDERS[element.type]?.many === true;
  const all = Array.isArray(held) ? held : held === undefined ? [] : [held];
  return {
    chosen: all.map(choiceFor),
    choose(chosen: readonly Choice[]): void {
      choose(holdsMany ? chosen.map((choice) => choice.held) : (chosen.at(-1)?.held ?? null));
    },
    holdsMany,
    busy,
    failure,
  };
}
