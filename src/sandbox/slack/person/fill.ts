import { type Element, type Option, optionsOf, type Placed, placedElements, wordsOf } from "../elements.ts";
import { type NewFile, storeFile } from "../files.ts";
import type { Value, View } from "../model.ts";
import { codePoints, richText } from "../typed-text.ts";
import { holdsMany, isEmpty, valueKey } from "../view-state.ts";
import { withState } from "../views.ts";
import type { Workspace } from "../workspace.ts";
import { captionOf, channelNamed, personNamed } from "./find.ts";

/** What a person puts into an input: words, option texts, names, a date ("2026-11-22"), a time ("14:05"), an ISO time, files. */
export type Filling = string | number | null | readonly string[] | readonly NewFile[];

/** What the input is called on the screen: its label, the text beside it, or its placeholder. */
function labelOf({ block, element }: Placed): string {
  return wordsOf(block["label"]) || wordsOf(block["text"]) || captionOf(element);
}

function inputsOf(view: View): Placed[] {
  return placedElements(view.blocks).filter(({ element }) => valueKey(element.type) !== undefined);
}

export function findInput(view: View, label: string): Placed | undefined {
  const inputs = inputsOf(view);
  const isSame = (shown: string): boolean => shown.trim().toLowerCase() === label.trim().toLowerCase();
  return inputs.find((input) => isSame(labelOf(input))) ?? inputs.find(({ element }) => isSame(captionOf(element)));
}

export function inputLabelled(view: View, label: string): Placed {
  const found = findInput(view, label);
  if (found !== undefined) return found;
  const labels = inputsOf(view).map((input) => `"${labelOf(input)}"`);
  throw new Error(`"${view.title.text}" has no input "${label}"; it has ${labels.join(", ") || "none"}`);
}

function optionNamed(element: Element, options: readonly Option[], wanted: string): Option {
  const found =
    options.find((option) => option.text.text === wanted) ?? options.find((option) => option.value === wanted);
  if (found !== undefined) return found;
  const texts = options.map((option) => `"${option.text.text}"`).join(", ");
  throw new Error(`${element.type} has no option "${wanted}"; it has ${texts || "none"}`);
}

type Filler = {
  readonly workspace: Workspace;
  readonly userId: string;
  readonly url: string;
  /** The options that the app offers for what was typed into an external select. */
  suggest(typed: string): Promise<readonly Option[]>;
};

/** The value that this filling gives to the element; throws in plain words when a person could not enter it. */
export async function valueFor(filler: Filler, element: Element, filling: Filling): Promise<Value> {
  const key = valueKey(element.type);
  if (key === undefined) throw new Error(`Nothing can be filled into a ${element.type}`);
  if (filling === null || filling === "") return { type: element.type, [key]: holdsMany(element.type) ? [] : null };
  const items = Array.isArray(filling) ? filling : [filling];
  const values = await Promise.all(items.map((item: string | number | NewFile) => single(filler, element, item)));
  return { type: element.type, [key]: holdsMany(element.type) ? values : values[0] };
}

async function single(filler: Filler, element: Element, item: string | number | NewFile): Promise<unknown> {
  const { workspace, userId, url } = filler;
  if (typeof item === "object") {
    if (element.type === "file_input") return storeFile(workspace, url, userId, item);
    throw new Error(`A file cannot be put into a ${element.type}`);
  }
  const words = String(item);
  switch (element.type) {
    case "static_select":
    case "multi_static_select":
    case "radio_buttons":
    case "checkboxes":
      return optionNamed(element, optionsOf(element), words);
    case "external_select":
    case "multi_external_select":
      return searchedOption(filler, element, words);
    case "users_select":
    case "multi_users_select":
      return personNamed(workspace, words).id;
    case "channels_select":
    case "multi_channels_select":
    case "conversations_select":
    case "multi_conversations_select":
      return channelNamed(workspace, userId, words).id;
    case "datepicker":
      return matching(words, /^\d{4}-\d\d-\d\d$/, "a date like 2026-11-22");
    case "timepicker":
      return matching(words, /^\d\d:\d\d$/, "a time like 14:05");
    case "datetimepicker":
      return typeof item === "number" ? item : epochSeconds(words);
    case "rich_text_input":
      return richText(words)[0];
    default:
      return words;
  }
}

/** Types the whole, then only its first word, then nothing, until the app offers what is wanted. */
async function searchedOption(filler: Filler, element: Element, wanted: string): Promise<Option> {
  let offered: readonly Option[] = [];
  for (const typed of new Set([wanted, wanted.split(" ")[0] ?? "", ""])) {
    if (typed.length < Number(element["min_query_length"] ?? 3)) continue;
    offered = await filler.suggest(typed);
    if (offered.some((option) => option.text.text === wanted)) break;
  }
  return optionNamed(element, offered, wanted);
}

function matching(words: string, pattern: RegExp, expected: string): string {
  if (!pattern.test(words)) throw new Error(`"${words}" is not ${expected}`);
  return words;
}

function epochSeconds(words: string): number {
  const at = Date.parse(words);
  if (Number.isNaN(at)) throw new Error(`"${words}" is not a time like 2026-11-22T14:05:00Z`);
  return Math.floor(at / 1_000);
}

/** What Slack itself says before it sends a form off. */
export function problemsWithForm(
  workspace: Workspace,
  view: View,
): { readonly placed: Placed; readonly says: string }[] {
  const { values } = withState(workspace, view).state;
  return inputsOf(view).flatMap((placed) => {
    const { block, element } = placed;
    if (block.type !== "input") return [];
    const says = problemWith(element, values[block.block_id]?.[element.action_id], block["optional"] === true);
    return says === undefined ? [] : [{ placed, says }];
  });
}

/** The same by label. */
export function localErrors(workspace: Workspace, view: View): Record<string, string> {
  return Object.fromEntries(problemsWithForm(workspace, view).map(({ placed, says }) => [labelOf(placed), says]));
}

function problemWith(element: Element, value: Value | undefined, optional: boolean): string | undefined {
  if (isEmpty(value)) return optional ? undefined : "Please complete this required field.";
  const text = value?.["value"];
  if (typeof text !== "string") return undefined;
  const length = codePoints(text);
  const most = Number(element["max_length"] ?? 3_000);
  const least = Number(element["min_length"] ?? 0);
  if (length > most) return `Must be at most ${most} characters.`;
  if (length < least) return `Must be at least ${least} characters.`;
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(text)) return "Must be an email address.";
  if (element.type === "url_text_input" && !/^https?:\/\/\S+$/.test(text)) return "Must be a link.";
  if (element.type === "number_input" && !/^-?\d+(\.\d+)?$/.test(text)) return "Must be a number.";
  return undefined;
}
