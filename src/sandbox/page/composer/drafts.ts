/** What was typed and not sent, by person and place, in the browser: it outlives a reload and a stopped workspace. */
export function draftKey(me: string, channel: string, thread: string | undefined): string {
  return `draft ${me} ${channel}${thread === undefined ? "" : ` ${thread}`}`;
}

export function readDraft(key: string): string {
  return localStorage.getItem(key) ?? "";
}

export function keepDraft(key: string, text: string): void {
  if (text === "") localStorage.removeItem(key);
  else localStorage.setItem(key, text);
}
