import type { AnnotationKeys } from "./annotation-keys.ts";
import { readDescriptor } from "./descriptor.ts";
import type { Entity, SourceFile, Target } from "./entity.ts";
import { type GoldenPath, readGoldenPath } from "./golden-path.ts";
import { LIMITS } from "./limits.ts";
import type { Problem } from "./problem.ts";
import type { Steps } from "./steps.ts";
import { yamlDocuments } from "./yaml-documents.ts";

/** All that one file gave. */
export type FileReading = {
  readonly path: string;
  readonly entities: readonly Entity[];
  readonly goldenPaths: readonly GoldenPath[];
  readonly targets: readonly Target[];
  readonly problems: readonly Problem[];
};

/** What a file gives that could not be read at all. */
export function unreadable(path: string, message: string): FileReading {
  const problem: Problem = { file: path, line: 1, document: 1, entity: null, severity: "error", message };
  return { path, entities: [], goldenPaths: [], targets: [], problems: [problem] };
}

/** Reads a YAML or Markdown file, by its name. */
export function* readFileSteps(file: SourceFile, keys: AnnotationKeys): Steps<FileReading> {
  if (file.text.length > LIMITS.file) {
    return unreadable(file.path, `is ${file.text.length} characters long; at most ${LIMITS.file} are read`);
  }
  if (file.text.includes("\u0000")) return unreadable(file.path, "contains NUL characters: not a text file");
  if (/\.md$/i.test(file.path)) {
    const { goldenPath, problems } = readGoldenPath(file);
    yield file.text.length;
    return { path: file.path, entities: [], goldenPaths: goldenPath ? [goldenPath] : [], targets: [], problems };
  }
  const entities: Entity[] = [];
  const targets: Target[] = [];
  const problems: Problem[] = [];
  for (const document of yamlDocuments(file.text)) {
    if (document.number > LIMITS.documentsInFile) {
      problems.push(
        ...unreadable(file.path, `has more than ${LIMITS.documentsInFile} documents: the rest is not read`).problems,
      );
      break;
    }
    const reading = readDescriptor(document, file, keys);
    if (reading.entity !== undefined) entities.push(reading.entity);
    targets.push(...reading.targets);
    problems.push(...reading.problems);
    yield document.size;
  }
  return { path: file.path, entities, goldenPaths: [], targets, problems };
}
