/** Bounds on what is read, so that no file can stop the process. Sizes are in UTF-16 units of text. */
export const LIMITS = {
  /** One file of any kind. */
  file: 8_000_000,
  /** One YAML document: parsing it is one turn of the event loop. Long API definitions belong behind `$text`. */
  document: 256_000,
  /** One Markdown file. */
  markdown: 512_000,
  /** What is searched of one section; the rest of it is still shown. */
  section: 12_000,
  documentsInFile: 20_000,
  files: 50_000,
  /** Uses of YAML aliases in one document: a few lines of them can stand for gigabytes. */
  aliases: 100,
  /** What is read of a question, and how many of its words. */
  question: 3_000,
  questionWords: 64,
} as const;
