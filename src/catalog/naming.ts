// The rules are those that Backstage's own validators apply, which differ in places from its documentation.

const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const KIND = /^[a-zA-Z][a-z0-9A-Z]*$/;
const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;
const LONGEST = 63;
const LONGEST_PREFIX = 253;

export function isName(text: string): boolean {
  return text.length <= LONGEST && NAME.test(text);
}

export function isDnsLabel(text: string): boolean {
  return text.length <= LONGEST && DNS_LABEL.test(text);
}

export function isKind(text: string): boolean {
  return text.length <= LONGEST && KIND.test(text);
}

export function isTag(text: string): boolean {
  return text.length <= LONGEST && TAG.test(text);
}

/** Keys of labels and annotations: an optional DNS name and a slash, then a name. */
export function isKey(text: string): boolean {
  const slash = text.indexOf("/");
  if (slash < 0) return isName(text);
  const prefix = text.slice(0, slash);
  return prefix.length <= LONGEST_PREFIX && prefix.split(".").every(isDnsLabel) && isName(text.slice(slash + 1));
}

export function isLabelValue(text: string): boolean {
  return text === "" || isName(text);
}
