import type {
  CardBlock,
  ContainerBlock,
  InputBlock,
  KnownBlock,
  PlanBlock,
  SectionBlock,
  TableBlock,
  TaskCardBlock,
  TextObject,
} from "@slack/types";
import type { BlockElement } from "./element.ts";
import { boxLines, linesOfRichText, sayElement, sayText } from "./element.ts";
import type { PrintContext } from "./text.ts";
import { sayLink } from "./text.ts";

type Point = { readonly label: string; readonly value: number };
type Chart =
  | { readonly type: "pie"; readonly segments: readonly Point[] }
  | {
      readonly type: "bar" | "area" | "line";
      readonly series: readonly { readonly name: string; readonly data: readonly Point[] }[];
    };

/** Slack's blocks, with the ones that its published types do not know yet. */
type Block =
  | KnownBlock
  | { readonly type: "call"; readonly call_id: string }
  | { readonly type: "data_visualization"; readonly title: string; readonly chart: Chart };

/** A view as it stands before a person: what was typed and chosen, and what is wrong with it, by block_id. */
export type Filled = {
  readonly values?: { readonly [blockId: string]: { readonly [actionId: string]: object } };
  readonly errors?: { readonly [blockId: string]: string };
};

/** The blocks, one line per thing. They must be sound by the judge. */
export function printBlocks(blocks: readonly unknown[], context: PrintContext, filled: Filled = {}): readonly string[] {
  return blocks.flatMap((block) => printBlock(block as Block, context, filled));
}

function printBlock(block: Block, context: PrintContext, filled: Filled): readonly string[] {
  switch (block.type) {
    case "header":
      return [block.text.text];
    case "section":
      return printSection(block, context);
    case "context":
      return indent(linesOf(block.elements.map((element) => sayElement(element, context)).join(" · ")));
    case "actions":
    case "context_actions":
      return [block.elements.map((element) => sayElement(element, context)).join(" ")];
    case "divider":
      return ["---"];
    case "image":
      return [...textLines(block.title, context), `[image: ${block.alt_text}]`];
    case "input":
      return printInput(block, context, filled);
    case "rich_text":
      return linesOfRichText(block, context);
    case "markdown":
      return linesOf(block.text);
    case "table":
      return printRows(block.rows, context);
    case "data_table":
      return [block.caption, ...printRows(block.rows, context)];
    case "data_visualization":
      return [block.title, ...indent(printChart(block.chart))];
    case "alert":
      return linesOf(
        block.level && block.level !== "default"
          ? `${capital(block.level)}: ${sayText(block.text, context)}`
          : sayText(block.text, context),
      );
    case "card":
      return printCard(block, context);
    case "carousel":
      return block.elements.flatMap((card) => printCard(card, context));
    case "container":
      return printContainer(block, context, filled);
    case "plan":
      return printPlan(block, context);
    case "task_card":
      return printTask(block, context);
    case "file":
      return [`[file: ${block.external_id}]`];
    case "video":
      return [
        sayLink(block.title_url ?? block.video_url, `[video: ${block.title.text} — ${block.alt_text}]`),
        ...textLines(block.description, context),
      ];
    case "call":
      return [`[call: ${block.call_id}]`];
  }
}

function printSection(block: SectionBlock, context: PrintContext): readonly string[] {
  const fields = (block.fields ?? []).flatMap((field) => printField(field, context));
  return [
    ...textLines(block.text, context),
    ...fields,
    ...(block.accessory ? printElement(block.accessory, context) : []),
  ];
}

/** A field's first line is its label: `Severity: SEV2`. */
function printField(field: TextObject, context: PrintContext): readonly string[] {
  const [label = "", ...value] = linesOf(sayText(field, context));
  return [value.length === 0 ? label : `${labelled(label)} ${value.join(" ")}`];
}

function printElement(element: BlockElement, context: PrintContext): readonly string[] {
  const isBoxes = element.type === "checkboxes" || element.type === "radio_buttons";
  return isBoxes ? boxLines(element, context) : [sayElement(element, context)];
}

function printInput(block: InputBlock, context: PrintContext, filled: Filled): readonly string[] {
  const blockId = block.block_id ?? "";
  const element = withValue(block.element, filled.values?.[blockId]?.[block.element.action_id ?? ""]);
  const label = labelled(`${block.label.text}${block.optional ? " (optional)" : ""}`);
  const isBoxes = element.type === "checkboxes" || element.type === "radio_buttons";
  const lines = isBoxes
    ? [label, ...indent(boxLines(element, context))]
    : [`${label} ${sayElement(element, context, label)}`];
  const error = filled.errors?.[blockId];
  return [...lines, ...indent(textLines(block.hint, context)), ...(error ? indent([`Error: ${error}`]) : [])];
}

/** The element with what a person typed or chose in place of what it began with: `selected_option` as `initial_option`. */
function withValue<T extends object>(element: T, state: object | undefined): T {
  if (!state) return element;
  const changed = Object.entries(state)
    .filter(([name]) => name !== "type")
    .map(([name, value]) => [
      name.replace(/^selected_|^(?=value$)|^rich_text_(?=value$)/, "initial_"),
      value ?? undefined,
    ]);
  return { ...element, ...Object.fromEntries(changed) };
}

function printRows(rows: TableBlock["rows"], context: PrintContext): readonly string[] {
  return rows.map((row) =>
    row.map((cell) => (cell.type === "rich_text" ? linesOfRichText(cell, context).join(" ") : cell.text)).join(" | "),
  );
}

function printChart(chart: Chart): readonly string[] {
  const points = (data: readonly Point[]) => data.map(({ label, value }) => `${label} ${value}`).join(", ");
  switch (chart.type) {
    case "pie":
      return [points(chart.segments)];
    case "bar":
    case "area":
    case "line":
      return chart.series.map(({ name, data }) => `${name}: ${points(data)}`);
  }
}

function printCard(card: CardBlock, context: PrintContext): readonly string[] {
  const picture = card.hero_image ? [`[image: ${card.hero_image.alt_text}]`] : [];
  const subtext = "subtext" in card ? (card.subtext as TextObject) : undefined;
  const texts = [card.title, card.subtitle, card.body, subtext].flatMap((text) => textLines(text, context));
  const buttons = (card.actions ?? []).map((button) => sayElement(button, context)).join(" ");
  return [...picture, ...texts, ...(buttons ? [buttons] : [])];
}

function printContainer(block: ContainerBlock, context: PrintContext, filled: Filled): readonly string[] {
  const title = block.rich_text_title
    ? linesOfRichText(block.rich_text_title, context)
    : textLines(block.title, context);
  return [...title, ...textLines(block.subtitle, context), ...indent(printBlocks(block.child_blocks, context, filled))];
}

function printPlan(block: PlanBlock, context: PrintContext): readonly string[] {
  return [block.title, ...indent((block.tasks ?? []).flatMap((task) => printTask(task as TaskCardBlock, context)))];
}

function printTask(task: TaskCardBlock, context: PrintContext): readonly string[] {
  const texts = [task.details, task.output].flatMap((text) => (text ? linesOfRichText(text, context) : []));
  const sources = (task.sources ?? []).map((source) => sayLink(source.url, source.text));
  return [
    task.status ? `${task.title} (${task.status.replaceAll("_", " ")})` : task.title,
    ...indent([...texts, ...sources]),
  ];
}

function textLines(text: TextObject | undefined, context: PrintContext): readonly string[] {
  return text ? linesOf(sayText(text, context)) : [];
}

export function linesOf(text: string): readonly string[] {
  return text.split("\n");
}

export function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function labelled(label: string): string {
  return /[:?]$/.test(label) ? label : `${label}:`;
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
