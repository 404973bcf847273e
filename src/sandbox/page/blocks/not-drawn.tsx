/** What the page has no picture of stands there as it was sent. */
export function NotDrawn({ what, of: sent }: { readonly what: string; readonly of: { readonly type: string } }) {
  return (
    <details className="not-drawn">
      <summary>
        {what} of type {sent.type}, not drawn here
      </summary>
      <pre>{JSON.stringify(sent, undefined, 2)}</pre>
    </details>
  );
}
