/**
 * Whether a text measures anything: 3 %, 1,200 customers, $ 4k, 20 min. A clock time, a version, a severity or a status
 * such as 500s does not.
 */
export function hasMeasure(text: string): boolean {
  return /(?<![\p{L}\d.:])\d[\d.,]*\s*(?:%|€|\$|[km]\b|\p{L}{2,})/iu.test(text) || /[$€£]\s*\d/u.test(text);
}
