/** What went wrong with what was just done, in the workspace's words. */
export function Failure({ says }: { readonly says: string | undefined }) {
  return (
    <span className="failure" role="alert">
      {says}
    </span>
  );
}
