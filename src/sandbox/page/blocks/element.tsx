import type { BlockElement } from "../../print/element.ts";
import { Checkboxes, RadioButtons } from "./elements/boxes.tsx";
import { Button } from "./elements/button.tsx";
import { DateInput, DateTimeInput } from "./elements/date-inputs.tsx";
import { FileInput } from "./elements/file-input.tsx";
import { Overflow } from "./elements/overflow.tsx";
import { ConversationSelect, FoundSelect, MultiSelect, PeopleSelect } from "./elements/search-selects.tsx";
import { StaticSelect } from "./elements/static-select.tsx";
import { RichTextField, TextInput } from "./elements/text-inputs.tsx";
import { NotDrawn } from "./not-drawn.tsx";
import { Picture } from "./picture.tsx";
import { Text } from "./text.tsx";

export function Element({ element }: { readonly element: BlockElement }) {
  switch (element.type) {
    case "plain_text":
    case "mrkdwn":
      return <Text of={element} />;
    case "image":
      return <Picture image={element} />;
    case "button":
      return <Button element={element} />;
    case "overflow":
      return <Overflow element={element} />;
    case "checkboxes":
      return <Checkboxes element={element} />;
    case "radio_buttons":
      return <RadioButtons element={element} />;
    case "static_select":
      return <StaticSelect element={element} />;
    case "multi_static_select":
      return <MultiSelect element={element} />;
    case "external_select":
    case "multi_external_select":
      return <FoundSelect element={element} />;
    case "users_select":
    case "multi_users_select":
      return <PeopleSelect element={element} />;
    case "channels_select":
    case "multi_channels_select":
    case "conversations_select":
    case "multi_conversations_select":
      return <ConversationSelect element={element} />;
    case "datepicker":
    case "timepicker":
      return <DateInput element={element} />;
    case "datetimepicker":
      return <DateTimeInput element={element} />;
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return <TextInput element={element} />;
    case "rich_text_input":
      return <RichTextField element={element} />;
    case "file_input":
      return <FileInput element={element} />;
    case "workflow_button":
    case "icon_button":
    case "feedback_buttons":
      return <NotDrawn what="An element" of={element} />;
  }
}
