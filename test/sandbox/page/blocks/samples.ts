/** One of each element and block that the page draws, by type. */
const words = { type: "plain_text", text: "Words" } as const;
const option = { text: words, value: "one", description: { type: "plain_text", text: "What it means" } } as const;
const mrkdwn = { type: "mrkdwn", text: "*Words*" } as const;

const INPUTS: Readonly<Record<string, object>> = {
  plain_text_input: { multiline: true },
  email_text_input: {},
  url_text_input: {},
  number_input: { is_decimal_allowed: false },
  rich_text_input: {},
  datepicker: { initial_date: "2026-11-22" },
  timepicker: { initial_time: "14:05" },
  datetimepicker: { initial_date_time: 1_795_356_300 },
  static_select: { options: [option], initial_option: option },
  multi_static_select: { options: [option], initial_options: [option] },
  external_select: { initial_option: option },
  multi_external_select: { initial_options: [option] },
  users_select: { initial_user: "U2" },
  multi_users_select: { initial_users: ["U2"] },
  conversations_select: { initial_conversation: "C1" },
  multi_conversations_select: { initial_conversations: ["C1"] },
  channels_select: { initial_channel: "C1" },
  multi_channels_select: { initial_channels: ["C1"] },
  radio_buttons: { options: [option], initial_option: option },
  checkboxes: { options: [option], initial_options: [option] },
  file_input: {},
};

const ELEMENTS: Readonly<Record<string, object>> = {
  button: { text: words },
  overflow: { options: [option] },
};

const BLOCKS: Readonly<Record<string, object>> = {
  header: { text: words },
  section: { text: mrkdwn, fields: [mrkdwn, words], accessory: { type: "button", action_id: "a", text: words } },
  context: { elements: [mrkdwn, words] },
  actions: { elements: [{ type: "button", action_id: "a", text: words }] },
  divider: {},
  image: { image_url: "https://acme.example/a.png", alt_text: "A picture", title: words },
  input: { label: words, element: { type: "plain_text_input", action_id: "a" } },
  rich_text: { elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "Words" }] }] },
};

const text = { type: "text", text: "Words" } as const;

const RICH_TEXT_PARTS: Readonly<Record<string, object>> = {
  rich_text_section: { elements: [text] },
  rich_text_quote: { elements: [text] },
  rich_text_preformatted: { elements: [text] },
  rich_text_list: { style: "bullet", elements: [{ type: "rich_text_section", elements: [text] }] },
};

const RICH_TEXT_ELEMENTS: Readonly<Record<string, object>> = {
  text: { text: "Words" },
  link: { url: "https://acme.example", text: "Words" },
  user: { user_id: "U2" },
  usergroup: { usergroup_id: "S1" },
  channel: { channel_id: "C1" },
  broadcast: { range: "here" },
  emoji: { name: "fire" },
  date: { timestamp: 1_795_356_300, format: "{time}", fallback: "then" },
};

/** A block of this type, or one in which the part of this type stands; undefined for what the page does not draw. */
export function sampleOf(type: string): object | undefined {
  if (BLOCKS[type] !== undefined) return { type, ...BLOCKS[type] };
  if (INPUTS[type] !== undefined)
    return { type: "input", label: words, element: { type, action_id: "a", ...INPUTS[type] } };
  if (ELEMENTS[type] !== undefined) return { type: "actions", elements: [{ type, action_id: "a", ...ELEMENTS[type] }] };
  if (RICH_TEXT_PARTS[type] !== undefined) return { type: "rich_text", elements: [{ type, ...RICH_TEXT_PARTS[type] }] };
  if (RICH_TEXT_ELEMENTS[type] !== undefined) {
    const section = { type: "rich_text_section", elements: [{ type, ...RICH_TEXT_ELEMENTS[type] }] };
    return { type: "rich_text", elements: [section] };
  }
  return undefined;
}

export const INPUT_TYPES: readonly string[] = Object.keys(INPUTS);
export const BLOCK_TYPES: readonly string[] = Object.keys(BLOCKS);
