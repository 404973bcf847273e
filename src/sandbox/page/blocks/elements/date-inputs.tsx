import type { Datepicker, DateTimepicker, Timepicker } from "@slack/types";
import { useHeld, useNames } from "../fields.tsx";
import { useReading } from "../reading.tsx";
import { fromWallTime, toWallTime } from "../zone-time.ts";
import { Failure } from "./failure.tsx";

export function DateInput({ element }: { readonly element: Datepicker | Timepicker }) {
  const { held = "", choose, failure } = useHeld<string>(element);
  const names = useNamed(element.placeholder?.text ?? (element.type === "datepicker" ? "Date" : "Time"));
  return (
    <>
      <input
        className="field date"
        type={element.type === "datepicker" ? "date" : "time"}
        {...names}
        value={held}
        data-focus-on-load={element.focus_on_load || undefined}
        onChange={(event) => choose(event.currentTarget.value || null)}
      />
      <Failure says={failure} />
    </>
  );
}

/** Entered and shown on the person's own wall clocks, wherever the browser stands. */
export function DateTimeInput({ element }: { readonly element: DateTimepicker }) {
  const { held, choose, failure } = useHeld<number>(element);
  const { zone } = useReading();
  const names = useNamed("Date and time");
  return (
    <>
      <input
        className="field date"
        type="datetime-local"
        {...names}
        value={held === undefined ? "" : toWallTime(held, zone)}
        data-focus-on-load={element.focus_on_load || undefined}
        onChange={(event) => choose(fromWallTime(event.currentTarget.value, zone) ?? null)}
      />
      <span className="zone">{zone.replaceAll("_", " ")}</span>
      <Failure says={failure} />
    </>
  );
}

function useNamed(fallback: string) {
  const names = useNames();
  const isNamed = names["aria-labelledby"] !== undefined || names["aria-label"] !== undefined;
  return isNamed ? names : { ...names, "aria-label": fallback };
}
