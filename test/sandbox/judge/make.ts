/** Small makers of Block Kit pieces, so that a row of a table shows only what it is about. */
export type Piece = { readonly [key: string]: unknown };

export const long = (length: number) => "x".repeat(length);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

export const plain = (text = "Text"): Piece => ({ type: "plain_text", text });
export const mrkdwn = (text = "Text"): Piece => ({ type: "mrkdwn", text });
export const option = (value = "one", more: Piece = {}): Piece => ({ text: plain(value), value, ...more });

export const button = (more: Piece = {}): Piece => ({ type: "button", text: plain("Go"), action_id: "go", ...more });
export const element = (type: string, more: Piece = {}): Piece => ({ type, action_id: "pick", ...more });
export const picture = (more: Piece = {}): Piece => ({
  type: "image",
  image_url: "https://example.com/graph.png",
  alt_text: "Errors per minute",
  ...more,
});

export const section = (more: Piece = { text: mrkdwn() }): Piece => ({ type: "section", ...more });
export const header = (more: Piece = {}): Piece => ({ type: "header", text: plain(), ...more });
export const context = (...elements: unknown[]): Piece => ({ type: "context", elements });
export const actions = (...elements: unknown[]): Piece => ({ type: "actions", elements });
export const divider = (more: Piece = {}): Piece => ({ type: "divider", ...more });
export const input = (element: unknown, more: Piece = {}): Piece => ({
  type: "input",
  label: plain("Label"),
  element,
  ...more,
});
export const markdown = (text: string): Piece => ({ type: "markdown", text });

export const rich = (...elements: unknown[]): Piece => ({ type: "rich_text", elements });
export const line = (...elements: unknown[]): Piece => ({ type: "rich_text_section", elements });
export const word = (text = "word", more: Piece = {}): Piece => ({ type: "text", text, ...more });
export const cell = (text = "cell"): Piece => ({ type: "raw_text", text });
export const table = (rows: unknown, more: Piece = {}): Piece => ({ type: "table", rows, ...more });
export const dataTable = (rows: unknown, more: Piece = {}): Piece => ({
  type: "data_table",
  caption: "Services",
  rows,
  ...more,
});
export const chart = (drawn: unknown, more: Piece = {}): Piece => ({
  type: "data_visualization",
  title: "Errors",
  chart: drawn,
  ...more,
});
export const pie = (...segments: unknown[]): Piece => ({ type: "pie", segments });

export const modal = (blocks: unknown, more: Piece = {}): Piece => ({
  type: "modal",
  title: plain("Declare"),
  submit: plain("Declare"),
  blocks,
  ...more,
});
export const home = (blocks: unknown, more: Piece = {}): Piece => ({ type: "home", blocks, ...more });

export const select = (more: Piece = {}): Piece =>
  element("static_select", { options: [option("a"), option("b")], ...more });
export const confirm = (more: Piece = {}): Piece => ({ text: plain("Sure?"), ...more });
export const bars = (series: unknown, axis: unknown = { categories: ["a"] }) => ({
  type: "bar",
  series,
  axis_config: axis,
});
export const card = (more: Piece = {}): Piece => ({ type: "card", title: plain("Card"), ...more });
export const container = (more: Piece = {}): Piece => ({
  type: "container",
  title: plain(),
  child_blocks: [divider()],
  ...more,
});
export const feedback = (value: string) => ({ text: plain("Good"), value });

export const field = input(element("plain_text_input"));

/** What is wrong, the payload, where the fault lies, and part of what is said of it. */
export type Bad = readonly [what: string, given: unknown, pointer: string, message: string];
export type Good = readonly [what: string, given: unknown];
