import { useState } from "react";
import { useClient } from "../client.tsx";
import { PageDialog } from "../dialog.tsx";
import { Icon } from "../icon.tsx";
import { usePlace } from "../place-context.tsx";
import { problemOf } from "../problem.ts";

/** All channels that a person can see, to look into or to join. */
export function ChannelBrowser({ close }: { readonly close: () => void }) {
  const { state, act } = useClient();
  const { go } = usePlace();
  const [wanted, setWanted] = useState("");
  const [problem, setProblem] = useState<string>();
  const channels = state.channels
    .filter(({ kind, name }) => kind !== "im" && name.includes(wanted.trim().toLowerCase()))
    .sort((one, other) => Number(one.archived) - Number(other.archived) || one.name.localeCompare(other.name));

  function join(id: string): void {
    act({ do: "joins", channel: id }).then(
      () => {
        go({ in: id });
        close();
      },
      (error: unknown) => setProblem(problemOf(error)),
    );
  }

  return (
    <PageDialog title="Browse channels" close={close}>
      <input
        className="field"
        aria-label="Search channels"
        placeholder="Search channels"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <ul className="browser-list">
        {channels.map(({ id, name, kind, members, topic, purpose, archived, is_member }) => (
          <li key={id} className="browser-item">
            <Icon name={kind === "private" ? "lock" : "hash"} size={18} />
            <div>
              <strong>{name}</strong>
              <p>
                {[is_member && "Joined", archived && "Archived", membersIn(members.length), topic || purpose]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            <button
              type="button"
              className="button"
              aria-label={`Open ${name}`}
              onClick={() => {
                go({ in: id });
                close();
              }}
            >
              Open
            </button>
            {!is_member && !archived && (
              <button type="button" className="button primary" aria-label={`Join ${name}`} onClick={() => join(id)}>
                Join
              </button>
            )}
          </li>
        ))}
      </ul>
    </PageDialog>
  );
}

function membersIn(count: number): string {
  return count === 1 ? "1 member" : `${count} members`;
}
