import { type RefObject, useEffect, useEffectEvent, useRef } from "react";

const CONTROLS = "input, textarea, button, select";

/** Where the app asks for it; elsewhere the dialog itself has the focus, so that its title is read. */
export function useFirstFocus(form: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[data-focus-on-load]")?.focus();
  }, [form]);
}

/** While a form is sent off nothing in it can have the focus; afterwards it is where it was. */
export function useFocusKept(form: RefObject<HTMLElement | null>, sending: boolean): void {
  const last = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = form.current;
    function focused(event: FocusEvent): void {
      if (event.target instanceof HTMLElement) last.current = event.target;
    }
    element?.addEventListener("focusin", focused);
    return () => element?.removeEventListener("focusin", focused);
  }, [form]);
  useEffect(() => {
    if (!sending && form.current?.contains(document.activeElement) === false) last.current?.focus();
  }, [form, sending]);
}

/** The first input that something is wrong with. */
export function useFocusOnError(form: RefObject<HTMLElement | null>, errors: Readonly<Record<string, string>>): void {
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    const wrong = form.current?.querySelector<HTMLElement>("[data-wrong]");
    const chosen = wrong?.querySelector<HTMLElement>("input:checked");
    (chosen ?? wrong?.querySelector<HTMLElement>(CONTROLS))?.focus();
    wrong?.scrollIntoView({ block: "nearest" });
  }, [form, errors]);
}

/** Ctrl or Cmd with Enter sends off, from within a long text too. */
export function useSubmitByKey(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const element = form.current;
    function pressed(event: KeyboardEvent): void {
      if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      element?.requestSubmit();
    }
    element?.addEventListener("keydown", pressed);
    return () => element?.removeEventListener("keydown", pressed);
  }, [form]);
}

/** Whoever follows a link to a channel wants to see it: a screen that only shows goes out of its way. */
export function useLeaving(body: RefObject<HTMLElement | null>, leave: () => void): void {
  const left = useEffectEvent(leave);
  useEffect(() => {
    const element = body.current;
    function clicked(event: MouseEvent): void {
      if (event.target instanceof Element && event.target.closest("a[href^='/archives/']") !== null) left();
    }
    element?.addEventListener("click", clicked);
    return () => element?.removeEventListener("click", clicked);
  }, [body]);
}
