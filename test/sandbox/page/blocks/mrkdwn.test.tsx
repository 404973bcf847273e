import { describe, expect, test } from "vitest";
import { Mrkdwn } from "../../../../src/sandbox/page/blocks/mrkdwn.tsx";
import { draw } from "./draw.tsx";

const NEW_TAB = 'target="_blank" rel="noopener noreferrer"';
const AT_1405 = Date.UTC(2026, 10, 22, 14, 5) / 1000;

describe("text in Slack's own formatting", () => {
  test.each([
    ["bold, italic and strike", "*a* _b_ ~c~", "<strong>a</strong> <em>b</em> <s>c</s>"],
    ["no Markdown", "# a\n| b | [c](d)", "# a\n| b | [c](d)"],
    ["signs within words", "5*3*2 snake_case_name", "5*3*2 snake_case_name"],
    ["code", "`a*b*`", '<code class="code">a*b*</code>'],
    ["a fence", "```a\nb```", '<pre class="pre">a\nb</pre>'],
    ["a quote", "&gt; a", '<blockquote class="quote">a</blockquote>'],
    [
      "a link with words",
      "<https://acme.example/a|the runbook>",
      `<a href="https://acme.example/a" ${NEW_TAB}>the runbook</a>`,
    ],
    [
      "a bare link",
      "see https://acme.example.",
      `see <a href="https://acme.example" ${NEW_TAB}>https://acme.example</a>.`,
    ],
    ["mail", "<mailto:a@acme.example|a@acme.example>", `<a href="mailto:a@acme.example" ${NEW_TAB}>a@acme.example</a>`],
    ["another person", "<@U2>", '<span class="mention">@bo</span>'],
    ["oneself", "<@U1>", '<span class="mention of-me">@ana</span>'],
    ["somebody unknown", "<@U9>", '<span class="mention">@U9</span>'],
    ["a group", "<!subteam^S1>", '<span class="mention">@payments-oncall</span>'],
    ["a channel", "<#C1>", '<a class="mention" href="/archives/C1">#incidents</a>'],
    ["a channel out of sight", "<#C9|secret>", '<span class="mention">a private channel</span>'],
    ["everybody", "<!here>", '<span class="mention of-me">@here</span>'],
    ["an emoji", ":fire:", '<span class="emoji" role="img" aria-label="fire" title=":fire:">🔥</span>'],
    ["an emoji that nobody knows", ":no_such_thing:", ":no_such_thing:"],
  ])("%s", (_, source, html) => {
    expect(draw(<Mrkdwn text={source} />)).toBe(html);
  });

  test("a date is told on the wall clocks of whoever reads", () => {
    const html = draw(<Mrkdwn text={`<!date^${AT_1405}^{date_short_pretty} {time}|then>`} />);
    expect(html).toContain(">today 23:05</time>");
    expect(html).toContain('dateTime="2026-11-22T14:05:00.000Z"');
  });

  test("what has just happened is not in the future, though the page's clock is a little behind", () => {
    const html = draw(<Mrkdwn text={`<!date^${Date.UTC(2026, 10, 22, 14, 10, 3) / 1000}^{ago}|then>`} />);
    expect(html).toContain(">just now</time>");
  });

  test.each(["<!date^99999999999999999^{time}|then>", "<!date^8640000000001^{time}|then>"])(
    "%s is beyond all dates and shows its fallback",
    (source) => {
      expect(draw(<Mrkdwn text={source} />)).toBe("then");
    },
  );
});

describe("what was escaped stays text", () => {
  test.each([
    ["&lt;!channel&gt;", "&lt;!channel&gt;"],
    ["&lt;!here|here&gt;", "&lt;!here|here&gt;"],
    ["&lt;@U1&gt;", "&lt;@U1&gt;"],
    ["&lt;#C1&gt;", "&lt;#C1&gt;"],
    ["&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["&amp;lt;!channel&amp;gt;", "&amp;lt;!channel&amp;gt;"],
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"],
  ])("%s", (source, html) => {
    expect(draw(<Mrkdwn text={source} />)).toBe(html);
  });

  test.each(["&lt;https://evil.example|good&gt;", "`<https://evil.example|good>`"])("%s hides no address", (source) => {
    expect(draw(<Mrkdwn text={source} />)).not.toContain(">good<");
  });

  test.each(["<javascript:alert(1)|press>", "<data:text/html,x|press>", "<slack://open|press>"])(
    "%s leads nowhere",
    (source) => {
      expect(draw(<Mrkdwn text={source} />)).not.toContain("href");
    },
  );

  test("verbatim text makes no mentions of bare names", () => {
    expect(draw(<Mrkdwn text="@channel #incidents" verbatim />)).toBe("@channel #incidents");
    expect(draw(<Mrkdwn text="@channel #incidents" />)).toContain('href="/archives/C1"');
  });
});
