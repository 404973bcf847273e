/** Formatted text as a tree: of Slack's mrkdwn by `parseMrkdwn`, of rich_text elements by `richTextNodes`. */
export type TextNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike" | "quote"; readonly children: readonly TextNode[] }
  | { readonly kind: "code" | "preformatted"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly label?: string }
  | {
      readonly kind: "date";
      readonly seconds: number;
      readonly format: string;
      readonly fallback: string;
      readonly url?: string;
    }
  | { readonly kind: "emoji"; readonly name: string }
  | Mention;

/** What rings somebody's bell or points at a place. A `channel-name` is a `#name` that Slack looks up itself. */
export type Mention =
  | { readonly kind: "user" | "channel" | "usergroup"; readonly id: string; readonly label?: string }
  | { readonly kind: "channel-name"; readonly name: string }
  | { readonly kind: "broadcast"; readonly range: string };

type Options = {
  /** True leaves bare URLs, `@here` and `#general` alone; false, which is Slack's default, makes links and mentions of them. */
  readonly verbatim: boolean;
};
type Piece = { readonly node: TextNode; readonly end: number };

const marks: ReadonlyMap<string, "bold" | "italic" | "strike"> = new Map([
  ["*", "bold"],
  ["_", "italic"],
  ["~", "strike"],
]);
const FENCE = /\n?```\n?([^]+?)\n?```\n?/g;
const QUOTED_LINE = /^(?:>|&gt;) ?/;
const QUOTED_REST = /^(?:>>>|&gt;&gt;&gt;) ?/;
const TOKEN = /<([^<>\n]+)>/y;
const CODE = /`([^`\n]+)`/y;
const EMOJI = /:((?=[\d_+-]*[a-z]|100:|[+-]1:)[a-z\d_+'-]{1,100}(?:::skin-tone-[2-6])?):/y;
const BARE_URL = /https?:\/\/(?:[^\s<>|&]|&(?!lt;|gt;))*(?:[^\s<>|&.,;:!?'")\]*_~]|&(?!lt;|gt;))/y;
const BARE_BROADCAST = /@(here|channel|everyone)(?![\p{L}\p{N}_])/uy;
const BARE_CHANNEL = /#((?=[\d_-]*[\p{Ll}\p{Lo}])[\p{Ll}\p{Lo}\d_-]{1,80})(?![\p{L}\p{N}_])/uy;
const URL_TOKEN = /^(?:https?:\/\/|mailto:|tel:|slack:\/\/)/i;

/**
 * Reads text as Slack does: entities are decoded last, so that an escaped `&lt;!channel&gt;` stays text; `* _ ~` count
 * at the edges of words alone; Markdown's own signs mean nothing.
 */
export function parseMrkdwn(source: string, options: Options): readonly TextNode[] {
  const nodes: TextNode[] = [];
  let from = 0;
  for (const fence of source.matchAll(FENCE)) {
    nodes.push(...parseLines(source.slice(from, fence.index), options));
    nodes.push({ kind: "preformatted", text: decode(fence[1] ?? "") });
    from = fence.index + fence[0].length;
  }
  return [...nodes, ...parseLines(source.slice(from), options)];
}

/** Everybody and everything that the text mentions, in its order. */
export function mentionsOf(nodes: readonly TextNode[]): readonly Mention[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case "bold":
      case "italic":
      case "strike":
      case "quote":
        return mentionsOf(node.children);
      case "user":
      case "channel":
      case "usergroup":
      case "channel-name":
      case "broadcast":
        return [node];
      case "text":
      case "code":
      case "preformatted":
      case "link":
      case "date":
      case "emoji":
        return [];
    }
  });
}

/** Runs of quoted and of other lines; `>>>` quotes all that follows. */
function parseLines(source: string, options: Options): readonly TextNode[] {
  if (source === "") return [];
  const lines = source.split("\n");
  const rest = lines.findIndex((line) => QUOTED_REST.test(line));
  const nodes: TextNode[] = [];
  let run: string[] = [];
  let quoted = false;
  const flush = (): void => {
    const parsed = run.length === 0 ? [] : parseInline(run.join("\n"), options);
    nodes.push(...(quoted && run.length > 0 ? [{ kind: "quote" as const, children: parsed }] : parsed));
    run = [];
  };
  for (const [index, line] of lines.entries()) {
    const inRest = rest !== -1 && index >= rest;
    const isQuoted = inRest || QUOTED_LINE.test(line);
    if (isQuoted !== quoted || index === rest) flush();
    quoted = isQuoted;
    run.push(inRest ? line.replace(QUOTED_REST, "") : line.replace(QUOTED_LINE, ""));
  }
  flush();
  return nodes;
}

function parseInline(source: string, options: Options): readonly TextNode[] {
  const nodes: TextNode[] = [];
  /** Per mark, how far it is known that none closes: keeps many unclosed marks from taking quadratic time. */
  const unclosed = new Map<string, number>();
  let from = 0;
  let at = 0;
  while (at < source.length) {
    const piece = atomAt(source, at, options) ?? styledAt(source, at, options, unclosed);
    if (!piece) {
      at += 1;
      continue;
    }
    if (at > from) nodes.push({ kind: "text", text: decode(source.slice(from, at)) });
    nodes.push(piece.node);
    at = from = piece.end;
  }
  if (from < source.length) nodes.push({ kind: "text", text: decode(source.slice(from)) });
  return nodes;
}

/** A piece that nothing else is looked for in: a `<token>`, code, an emoji, a bare link or name. */
function atomAt(source: string, at: number, options: Options): Piece | undefined {
  const found = (pattern: RegExp, read: (text: string) => TextNode | undefined): Piece | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    const node = match && read(match[1] ?? match[0]);
    return node ? { node, end: at + match[0].length } : undefined;
  };
  const first = source[at];
  if (first === "<") return found(TOKEN, readToken);
  if (first === "`") return found(CODE, (text) => ({ kind: "code", text: decode(text) }));
  if (isWord(source[at - 1])) return undefined;
  if (first === ":") return found(EMOJI, (name) => ({ kind: "emoji", name }));
  if (options.verbatim) return undefined;
  if (first === "h") return found(BARE_URL, (url) => ({ kind: "link", url: decode(url) }));
  if (first === "@") return found(BARE_BROADCAST, (range) => ({ kind: "broadcast", range }));
  if (first === "#") return found(BARE_CHANNEL, (name) => ({ kind: "channel-name", name }));
  return undefined;
}

function styledAt(source: string, at: number, options: Options, unclosed: Map<string, number>): Piece | undefined {
  const mark = source[at] ?? "";
  const kind = marks.get(mark);
  const next = source[at + 1];
  if (!kind || isWord(source[at - 1]) || isSpace(next) || next === mark || at < (unclosed.get(mark) ?? 0))
    return undefined;
  let close = at + 1;
  while (close < source.length && source[close] !== "\n") {
    if (source[close] === mark && !isSpace(source[close - 1]) && !isWord(source[close + 1])) {
      const children = parseInline(source.slice(at + 1, close), options);
      return { node: { kind, children }, end: close + 1 };
    }
    close = atomAt(source, close, options)?.end ?? close + 1;
  }
  unclosed.set(mark, close);
  return undefined;
}

/** What stands between `<` and `>`; nothing where Slack would show it as it is written. */
function readToken(token: string): TextNode | undefined {
  const bar = token.indexOf("|");
  const target = bar === -1 ? token : token.slice(0, bar);
  const label = bar === -1 ? undefined : decode(token.slice(bar + 1));
  const labelled = label ? { label } : {};
  const [, sign, id] = /^([@#]|!subteam\^)([A-Z\d]+)$/.exec(target) ?? [];
  if (id && sign === "@") return { kind: "user", id, ...labelled };
  if (id && sign === "#") return { kind: "channel", id, ...labelled };
  if (id) return { kind: "usergroup", id, ...labelled };
  const broadcast = /^!(here|channel|everyone)$/.exec(target)?.[1];
  if (broadcast) return { kind: "broadcast", range: broadcast };
  if (target.startsWith("!date^")) return readDate(target, label ?? "");
  if (target.startsWith("!")) return { kind: "text", text: label ?? `<${decode(target)}>` };
  if (URL_TOKEN.test(target)) return { kind: "link", url: decode(target), ...labelled };
  return undefined;
}

function readDate(target: string, fallback: string): TextNode {
  const [, seconds, format, url] = target.split("^");
  if (!seconds || !format || !/^\d+$/.test(seconds)) return { kind: "text", text: fallback };
  const date = { kind: "date", seconds: Number(seconds), format: decode(format), fallback } as const;
  return url ? { ...date, url: decode(url) } : date;
}

function decode(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}

function isSpace(char: string | undefined): boolean {
  return char === undefined || /\s/.test(char);
}
