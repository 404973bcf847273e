import { expect, test } from "vitest";
import { mentionsIn } from "../../../src/sandbox/slack/mentions.ts";

function section(text: object) {
  return { block_id: "b", type: "section", text };
}

test.each([
  ["escaped text", { text: "&lt;!channel&gt; @here" }, []],
  ["a broadcast in the text", { text: "<!channel> down" }, [{ kind: "broadcast", range: "channel" }]],
  [
    "a bare @here in mrkdwn",
    { text: "", blocks: [section({ type: "mrkdwn", text: "@here" })] },
    [{ kind: "broadcast" }],
  ],
  [
    "a bare @here in verbatim mrkdwn",
    { text: "", blocks: [section({ type: "mrkdwn", text: "@here", verbatim: true })] },
    [],
  ],
  ["the same in plain text", { text: "", blocks: [section({ type: "plain_text", text: "<!channel> @here" })] }, []],
  [
    "a user in rich text",
    { text: "", blocks: [{ block_id: "b", type: "rich_text", elements: [{ type: "user", user_id: "U1" }] }] },
    [{ kind: "user", id: "U1" }],
  ],
])("%s", (_, message, mentioned) => {
  expect(mentionsIn(message)).toMatchObject(mentioned);
});
