/** `view.state.values` of a submit, as far as our forms use it. An empty optional input may be null or absent. */
export type FormState = {
  readonly values: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly value?: string | null | undefined;
            readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
            readonly selected_options?: readonly { readonly value?: string | undefined }[] | null | undefined;
            readonly selected_user?: string | null | undefined;
            readonly selected_date?: string | null | undefined;
            readonly selected_date_time?: number | null | undefined;
          }
        >
      >
    >
  >;
};

/** Reads fields by the names that `inputs.ts` gave them. */
export function valuesOf(state: FormState) {
  const field = (name: string) => state.values[name]?.[name];
  return {
    text: (name: string): string => field(name)?.value?.trim() ?? "",
    choice: (name: string): string | undefined => field(name)?.selected_option?.value,
    choices: (name: string): readonly string[] =>
      (field(name)?.selected_options ?? []).flatMap((one) => one.value ?? []),
    user: (name: string): string | undefined => field(name)?.selected_user ?? undefined,
    date: (name: string): string | undefined => field(name)?.selected_date ?? undefined,
    /** Epoch milliseconds. */
    time: (name: string): number | undefined => {
      const seconds = field(name)?.selected_date_time;
      return seconds === null || seconds === undefined ? undefined : seconds * 1000;
    },
  };
}
export type Values = ReturnType<typeof valuesOf>;
