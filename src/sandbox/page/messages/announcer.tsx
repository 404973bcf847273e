import { useEffect, useRef, useState } from "react";
import { parseMrkdwn, type TextNode } from "../../print/mrkdwn.ts";
import type { Message } from "../../slack/model.ts";
import { useStore } from "../client.tsx";
import { nameOf } from "../people.ts";
import type { PageState } from "../state.ts";
import { isSystemLine } from "./rows.ts";

/** Longer ones are read in the list. */
const MOST_CHARACTERS = 300;

/** Says what comes into the channel or the thread that is open, for whoever does not see it come: not what was there, nor one's own. */
export function Announcer({ messages }: { readonly messages: readonly Message[] }) {
  const store = useStore();
  const heard = useRef(messages.at(-1)?.ts ?? "");
  const [said, setSaid] = useState({ upTo: "", news: "" });
  useEffect(() => {
    const news = newsOf(messages, heard.current, store.state());
    heard.current = messages.at(-1)?.ts ?? heard.current;
    if (news !== "") setSaid({ upTo: heard.current, news });
  }, [messages, store]);
  return (
    <div className="unseen" aria-live="polite">
      {/* What somebody says a second time is another paragraph, and so said again. */}
      <p key={said.upTo}>{said.news}</p>
    </div>
  );
}

function newsOf(messages: readonly Message[], after: string, state: PageState): string {
  return messages
    .filter((message) => message.ts > after && message.user !== state.me && !isSystemLine(message))
    .map(({ username, user, text }) => `${username ?? nameOf(state, user)}: ${plain(text, state)}`)
    .join("\n");
}

function plain(text: string, state: PageState): string {
  return parseMrkdwn(text, { verbatim: false })
    .map((node) => say(node, state))
    .join("")
    .slice(0, MOST_CHARACTERS);
}

function say(node: TextNode, state: PageState): string {
  switch (node.kind) {
    case "text":
    case "code":
    case "preformatted":
      return node.text;
    case "bold":
    case "italic":
    case "strike":
    case "quote":
      return node.children.map((child) => say(child, state)).join("");
    case "link":
      return node.label ?? node.url;
    case "emoji":
      return node.name.replaceAll("_", " ");
    case "date":
      return node.fallback;
    case "user":
      return nameOf(state, node.id);
    case "usergroup":
      return state.usergroups.find(({ id }) => id === node.id)?.handle ?? node.label ?? "";
    case "channel":
      return state.channels.find(({ id }) => id === node.id)?.name ?? node.label ?? "";
    case "channel-name":
      return node.name;
    case "broadcast":
      return node.range;
  }
}
