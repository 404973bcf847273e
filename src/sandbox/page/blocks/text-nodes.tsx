import "./text.css";
import type { ReactNode } from "react";
import { SECOND } from "../../../shared/time.ts";
import { sayDate } from "../../print/date.ts";
import type { TextNode } from "../../print/mrkdwn.ts";
import { Emoji } from "../emoji/emoji.tsx";
import { useReading } from "./reading.tsx";

const SAFE_ADDRESS = /^(?:https?:|mailto:|tel:)/i;

const BEHIND = 10 * SECOND;

/** Formatted text. Every string becomes a text of the page: nothing in it can become a tag, a link or a mention. */
export function TextNodes({ nodes }: { readonly nodes: readonly TextNode[] }) {
  return nodes.map((node, index) => <Node key={index} node={node} />);
}

function Node({ node }: { readonly node: TextNode }) {
  switch (node.kind) {
    case "text":
      return node.text;
    case "bold":
      return (
        <strong>
          <TextNodes nodes={node.children} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <TextNodes nodes={node.children} />
        </em>
      );
    case "strike":
      return (
        <s>
          <TextNodes nodes={node.children} />
        </s>
      );
    case "quote":
      return (
        <blockquote className="quote">
          <TextNodes nodes={node.children} />
        </blockquote>
      );
    case "code":
      return <code className="code">{node.text}</code>;
    case "preformatted":
      return <pre className="pre">{node.text}</pre>;
    case "link":
      return <SafeLink url={node.url}>{node.label ?? node.url.replace(/^mailto:/, "")}</SafeLink>;
    case "emoji":
      return <Emoji name={node.name} />;
    case "date":
      return <DateNode node={node} />;
    case "user":
    case "usergroup":
    case "channel":
    case "channel-name":
    case "broadcast":
      return <MentionNode node={node} />;
  }
}

/** Where an address could do more than open a page, only its words are drawn. */
function SafeLink({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  if (!SAFE_ADDRESS.test(url)) return children;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function DateNode({ node }: { readonly node: Extract<TextNode, { kind: "date" }> }) {
  const { zone, now } = useReading();
  const at = node.seconds * SECOND;
  const reading = { zone, now: nowFor(at, now()) };
  const said = sayDate(at, node.format, reading);
  const drawn =
    said === undefined ? (
      node.fallback
    ) : (
      <time dateTime={new Date(at).toISOString()} title={sayDate(at, "{date_long} {time_secs}", reading)}>
        {said}
      </time>
    );
  return node.url === undefined ? drawn : <SafeLink url={node.url}>{drawn}</SafeLink>;
}

/** What the app says has just happened is not in the future: this clock only runs a little behind the workspace's. */
function nowFor(at: number, now: number): number {
  return at > now && at - now < BEHIND ? at : now;
}

type MentionKind = "user" | "usergroup" | "channel" | "channel-name" | "broadcast";

function MentionNode({ node }: { readonly node: Extract<TextNode, { kind: MentionKind }> }) {
  const { me, userName, groupName, channel } = useReading();
  switch (node.kind) {
    case "user":
      return (
        <span className={node.id === me ? "mention of-me" : "mention"}>
          @{userName(node.id) ?? node.label ?? node.id}
        </span>
      );
    case "usergroup":
      return <span className="mention">@{(groupName(node.id) ?? node.label ?? node.id).replace(/^@/, "")}</span>;
    case "broadcast":
      return <span className="mention of-me">@{node.range}</span>;
    case "channel": {
      const seen = channel(node.id);
      if (seen === undefined) return <span className="mention">a private channel</span>;
      return <ChannelLink id={seen.id}>#{seen.name}</ChannelLink>;
    }
    case "channel-name": {
      const seen = channel(node.name);
      return seen === undefined ? `#${node.name}` : <ChannelLink id={seen.id}>#{seen.name}</ChannelLink>;
    }
  }
}

/** The page follows links into the workspace by itself. */
function ChannelLink({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <a className="mention" href={`/archives/${id}`}>
      {children}
    </a>
  );
}
