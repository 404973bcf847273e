import { writeFileSync } from "node:fs";
import { SUBCOMMANDS } from "../src/slack/commands/incident.ts";
import { LATER } from "../src/slack/commands/later.ts";

/** `docs/reference/commands.md`, from the table that the bot itself runs and helps from. */
export function commandReference(): string {
  const rows = SUBCOMMANDS.map(({ name, aliases, usage, help }) => {
    const also = aliases.length === 0 ? "" : aliases.map((alias) => `\`${alias}\``).join(", ");
    return `| \`/incident ${name}${usage === "" ? "" : ` ${usage.replaceAll("|", "\\|")}`}\` | ${also} | ${help.replaceAll("|", "\\|")} |`;
  });
  return `# Commands

Each also works as a mention (\`@pitwall …\`), and so in threads. Options are bare words; \`--option\` is understood too. Any other text after
\`/incident\` opens the declare form with that title. \`/incident INC-7\` tells one incident in a sentence.

| type | also | it |
| --- | --- | --- |
${rows.join("\n")}

Not there yet: ${Object.keys(LATER)
    .sort()
    .map((name) => `\`${name}\``)
    .join(", ")}. Each says so, and what does the job meanwhile.

Clock times in what you type (\`at 14:05\`, \`10 min ago\`) are read in your Slack time zone.

\`/platform <question>\` answers in plain words, in private, with a button that shares the answer. A mention or a direct message is answered in its thread.
`;
}

if (process.argv[1]?.endsWith("write-reference.ts") === true) {
  writeFileSync("docs/reference/commands.md", commandReference());
}
