import type { Good } from "./make.ts";
import {
  actions,
  bars,
  button,
  card,
  cell,
  chart,
  confirm,
  container,
  context,
  dataTable,
  divider,
  element,
  feedback,
  field,
  header,
  home,
  input,
  line,
  long,
  many,
  markdown,
  modal,
  mrkdwn,
  option,
  picture,
  pie,
  plain,
  rich,
  section,
  select,
  table,
  word,
} from "./make.ts";

export const goodMessages: readonly Good[] = [
  ["no blocks at all", []],
  ["50 blocks", many(50, () => divider())],
  ["3,000 characters", [section({ text: mrkdwn(long(3000)) })]],
  ["3,000 emoji, which are 6,000 units", [section({ text: mrkdwn("😀".repeat(3000)) })]],
  ["verbatim mrkdwn", [section({ text: { ...mrkdwn(), verbatim: true } })]],
  ["plain text with emoji", [section({ text: { ...plain(), emoji: true } })]],
  ["fields alone", [section({ fields: many(10, () => mrkdwn(long(2000))) })]],
  ["text, fields and accessory", [section({ text: mrkdwn(), fields: [plain()], accessory: button(), expand: true })]],
  ["a field left undefined", [section({ text: mrkdwn(), accessory: undefined })]],
  ["a header of a level", [header({ text: plain(long(150)), level: 2 })]],
  ["a context of all kinds", [context(plain(), mrkdwn(), picture())]],
  ["25 buttons", [actions(...many(25, (i) => button({ action_id: `b${i}` })))]],
  ["one action_id in two blocks", [actions(button()), actions(button())]],
  [
    "a link button without an action_id",
    [actions({ type: "button", text: plain(), url: "https://example.com/x?y=1" })],
  ],
  ["a link to write to", [actions(button({ url: "mailto:ops@example.com" }))]],
  [
    "a danger button that asks first",
    [
      actions(
        button({ style: "danger", confirm: confirm({ title: plain(), confirm: plain("Yes"), deny: plain("No") }) }),
      ),
    ],
  ],
  ["a select with its choice", [actions(select({ initial_option: option("b"), placeholder: plain("Severity") }))]],
  ["an option value of 150", [actions(select({ options: [{ text: plain(), value: long(150) }] }))]],
  [
    "a choice inside a group",
    [
      actions(
        element("static_select", {
          option_groups: [{ label: plain("Team"), options: [option("x")] }],
          initial_option: option("x"),
        }),
      ),
    ],
  ],
  [
    "an overflow with links",
    [actions(element("overflow", { options: [option("a", { url: "https://example.com" })] }))],
  ],
  ["checkboxes in mrkdwn", [actions(element("checkboxes", { options: [{ text: mrkdwn("*Drill*"), value: "d" }] }))]],
  [
    "pickers",
    [
      actions(
        element("datepicker", { initial_date: "2026-08-01", action_id: "d" }),
        element("timepicker", { initial_time: "23:59", timezone: "Europe/Berlin", action_id: "t" }),
        element("datetimepicker", { initial_date_time: 1_754_000_000, action_id: "m" }),
      ),
    ],
  ],
  [
    "every select",
    [
      actions(
        ...["users", "conversations", "channels", "external"].flatMap((kind) => [
          element(`${kind}_select`, { action_id: kind }),
          element(`multi_${kind}_select`, { action_id: `multi_${kind}`, max_selected_items: 3 }),
        ]),
      ),
    ],
  ],
  ["a filtered conversation select", [actions(element("conversations_select", { filter: { include: ["public"] } }))]],
  [
    "a workflow button",
    [actions(element("workflow_button", { text: plain(), workflow: { trigger: { url: "https://slack.com/x" } } }))],
  ],
  ["an image by url", [picture({ title: plain("Graph") })]],
  ["an image by file", [{ type: "image", alt_text: "Graph", slack_file: { id: "F1" } }]],
  ["an input in a message", [input(element("plain_text_input", { initial_value: long(3000) }))]],
  [
    "rich text of every kind",
    [
      rich(
        line(
          word("a", { style: { bold: true, strike: true } }),
          { type: "link", url: "https://example.com", text: "x" },
          { type: "user", user_id: "U1" },
          { type: "usergroup", usergroup_id: "S1" },
          { type: "channel", channel_id: "C1" },
          { type: "broadcast", range: "here" },
          { type: "emoji", name: "pushpin" },
          { type: "date", timestamp: 1_754_000_000, format: "{ago}", fallback: "then" },
          { type: "color", value: "#336699" },
          { type: "team", team_id: "T1" },
        ),
        { type: "rich_text_list", style: "ordered", indent: 1, border: 1, elements: [line(word())] },
        { type: "rich_text_quote", elements: [word()] },
        { type: "rich_text_preformatted", border: 0, elements: [word(), { type: "link", url: "https://example.com" }] },
      ),
    ],
  ],
  ["markdown of 12,000 in two", [markdown(long(6000)), markdown(long(6000))]],
  [
    "a table",
    [
      table(
        [
          [cell(), { type: "raw_number", value: 7, text: "7" }],
          [rich(line(word())), cell()],
        ],
        {
          column_settings: [null, { align: "right", is_wrapped: true }],
        },
      ),
    ],
  ],
  [
    "a data table",
    [
      dataTable(
        [
          [cell(), cell()],
          [cell(), rich(line(word()))],
        ],
        { page_size: 10, row_header_column_index: 1 },
      ),
    ],
  ],
  [
    "two charts",
    [
      chart(pie({ label: "a", value: 0.5 })),
      chart(bars([{ name: "a", data: [{ label: "a", value: -1 }] }], { categories: ["a"], x_label: "Day" })),
    ],
  ],
  ["a card", [card({ subtitle: mrkdwn(), slack_icon: { type: "icon", name: "rocket" }, actions: [button()] })]],
  ["a carousel", [{ type: "carousel", elements: many(10, () => card()) }]],
  ["a container", [container({ is_collapsible: true, default_collapsed: true, width: "wide" })]],
  [
    "a plan with a pending task",
    [
      {
        type: "plan",
        title: "Mend",
        tasks: [{ type: "task_card", task_id: "1", title: "Roll back", status: "pending" }],
      },
    ],
  ],
  [
    "a finished task with its sources",
    [
      {
        type: "task_card",
        task_id: "1",
        title: "Roll back",
        status: "complete",
        output: rich(line(word())),
        sources: [{ type: "url", url: "https://example.com", text: "Deploy" }],
      },
    ],
  ],
  [
    "feedback",
    [
      {
        type: "context_actions",
        elements: [
          element("feedback_buttons", { positive_button: feedback("up"), negative_button: feedback("down") }),
          element("icon_button", { icon: "trash", text: plain("Delete"), action_id: "delete" }),
        ],
      },
    ],
  ],
  [
    "a video",
    [
      {
        type: "video",
        alt_text: "Demo",
        title: plain(),
        thumbnail_url: "https://a.b/t.png",
        video_url: "https://a.b/v",
        author_name: "ana",
      },
    ],
  ],
  ["a call", [{ type: "call", call_id: "R1" }]],
];

export const goodViews: readonly Good[] = [
  ["100 blocks", modal(many(100, () => divider()))],
  ["a modal that only shows", modal([section()], { submit: undefined })],
  ["a title of 24", modal([divider()], { title: plain(long(24)), close: plain(long(24)), submit: plain(long(24)) })],
  ["a form", modal([field], { callback_id: "declare", private_metadata: long(3000), notify_on_close: true })],
  ["an alert", modal([{ type: "alert", text: mrkdwn("No runbook"), level: "warning" }])],
  ["a file input", modal([input(element("file_input", { filetypes: ["png"], max_files: 1 }))])],
  ["a select that brings a response_url", modal([input(element("channels_select", { response_url_enabled: true }))])],
  [
    "a number",
    modal([
      input(
        element("number_input", { is_decimal_allowed: true, min_value: "0", max_value: "9.5", initial_value: "1.5" }),
      ),
    ]),
  ],
  [
    "rich text to edit",
    modal([input(element("rich_text_input", { initial_value: rich(line(word())), max_lines: 20 }))]),
  ],
  ["a Home tab", home([header(), actions(button()), divider()], { callback_id: "home", external_id: "home-1" })],
  ["a table at home", home([table([[cell()]]), table([[cell()]])])],
];
