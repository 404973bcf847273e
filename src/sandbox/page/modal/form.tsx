import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Dialog, Heading } from "react-aria-components";
import type { ModalSeen, Spot } from "../../web/protocol.ts";
import { Blocks } from "../blocks/blocks.tsx";
import type { Draft } from "../blocks/draft.ts";
import { useStore } from "../client.tsx";
import { problemOf } from "../problem.ts";
import { useFirstFocus, useFocusKept, useFocusOnError, useLeaving, useSubmitByKey } from "./focus.ts";

type Props = { readonly view: ModalSeen; readonly draft: Draft; readonly isPushed: boolean };
type Errors = Readonly<Record<string, string>>;

const NO_ERRORS: Errors = {};
const NOT_CONNECTED = "We had some trouble connecting. Try again?";

export function Form({ view, draft, isPushed }: Props) {
  const { act } = useStore();
  const [sending, setSending] = useState(false);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [failure, setFailure] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const spot = useMemo((): Spot => ({ in: "modal", view: view.id }), [view.id]);
  const screen = JSON.stringify([view.title, view.blocks]);

  // Another screen of the app has no part in what was wrong with the last one.
  useEffect(() => {
    setErrors(NO_ERRORS);
    setFailure(undefined);
  }, [screen]);
  useFirstFocus(form);
  useFocusKept(form, sending);
  useFocusOnError(form, errors);
  useSubmitByKey(form);

  const forget = useCallback((block: string) => {
    setErrors((known) => {
      const { [block]: gone, ...others } = known;
      return gone === undefined ? known : others;
    });
  }, []);

  async function submit(): Promise<void> {
    if (sending || view.submit === null) return;
    setSending(true);
    setFailure(undefined);
    setErrors(NO_ERRORS);
    const answered = await act({ do: "submits", view: view.id, values: draft.collect(view.values) }).catch(
      (problem: unknown) => ({ refused: problemOf(problem) }),
    );
    setSending(false);
    if ("refused" in answered) setFailure(answered.refused);
    else if (answered.errors !== undefined) setErrors(answered.errors);
    else if (answered.failure !== undefined) setFailure(`${NOT_CONNECTED} (${answered.failure})`);
  }

  function close(all: boolean): void {
    act({ do: "closes", view: view.id, all }).catch((problem: unknown) => setFailure(problemOf(problem)));
  }

  useLeaving(body, () => view.submit === null && close(true));

  return (
    <Dialog className="form-dialog">
      <form
        ref={form}
        noValidate
        aria-busy={sending}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <header className="form-head">
          <Heading slot="title">{view.title}</Heading>
          <button type="button" className="icon-button" onClick={() => close(true)}>
            <span aria-hidden="true">×</span>
            <span className="unseen">{isPushed ? "Close all" : "Close"}</span>
          </button>
        </header>
        <div className="form-body" inert={sending} ref={body}>
          <Blocks blocks={view.blocks} spot={spot} values={view.values} draft={draft} errors={errors} forget={forget} />
        </div>
        <footer className="form-foot">
          <div className="form-failure" role="alert">
            {failure}
          </div>
          <button type="button" className="button" onClick={() => close(false)}>
            {view.close ?? (view.submit === null ? "Close" : "Cancel")}
          </button>
          {view.submit === null ? null : (
            <button type="submit" className="button primary" aria-busy={sending} aria-disabled={sending}>
              <span className="button-words">{view.submit}</span>
              {sending ? <span className="spinner" /> : null}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}
