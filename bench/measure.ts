/** What one measure was asked for and what it found, as Markdown. */
export type Measure = {
  readonly name: string;
  readonly title: string;
  run(how: How): Promise<string>;
};

export type How = {
  /** Repetitions of each thing; the tables give the median, the least and the most. */
  readonly rounds: number;
  /** Milliseconds that a server stands under load in one round. */
  readonly load: number;
};
