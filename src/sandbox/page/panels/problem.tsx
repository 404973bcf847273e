/** Why the last thing that was asked of the world could not be done. */
export function Problem({ text }: { readonly text: string | undefined }) {
  return (
    <div role="alert" className="world-problem">
      {text}
    </div>
  );
}
