import type { ChannelSeen } from "../../web/protocol.ts";
import { useDoing } from "../toast.tsx";

/** In the composer's place where one cannot write. */
export function JoinBar({ channel: { id, name, archived } }: { readonly channel: ChannelSeen }) {
  const act = useDoing();
  return (
    <div className="join-bar">
      {archived ? (
        <p>
          <strong>#{name}</strong> is archived. It can be read, and nobody can write here.
        </p>
      ) : (
        <>
          <p>
            You are looking at <strong>#{name}</strong>
          </p>
          <button type="button" className="button primary" onClick={() => act({ do: "joins", channel: id })}>
            Join channel
          </button>
        </>
      )}
    </div>
  );
}
