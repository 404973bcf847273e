import { dirname, join, relative } from "node:path/posix";
import { whyNot } from "./directions.ts";

type Context = {
  readonly filename: string;
  readonly cwd: string;
  report(problem: { readonly node: object; readonly message: string }): void;
};

type Rule = {
  create(context: Context): Readonly<Record<string, (node: Node) => void>>;
};

/** What is read here of the nodes of a syntax tree. */
type Node = {
  readonly type: string;
  readonly source?: Node | null;
  readonly value?: unknown;
  readonly importKind?: string;
  readonly exportKind?: string;
  readonly callee?: Node;
  readonly object?: Node;
  readonly property?: Node;
  readonly arguments?: readonly Node[];
  readonly name?: string;
};

/** The directions of imports, by file and not by the text of the import, however it is written. */
const direction: Rule = {
  create(context) {
    const file = relative(context.cwd, context.filename);
    function check(node: Node, typeOnly: boolean): void {
      const wanted = node.source?.value;
      if (typeof wanted !== "string") return;
      const target = wanted.startsWith(".")
        ? { file: join(dirname(file), wanted) }
        : {
            packageName: wanted.startsWith("@")
              ? wanted.split("/").slice(0, 2).join("/")
              : (wanted.split("/")[0] ?? ""),
          };
      const message = whyNot(file, target, typeOnly);
      if (message !== undefined) context.report({ node, message });
    }
    return {
      ImportDeclaration: (node) => check(node, node.importKind === "type"),
      ImportExpression: (node) => check(node, false),
      TSImportType: (node) => check(node, true),
      ExportNamedDeclaration: (node) => check(node, node.exportKind === "type"),
      ExportAllDeclaration: (node) => check(node, node.exportKind === "type"),
    };
  },
};

/** In a bundle `import.meta.url` means another folder than in the sources: only `src/root.ts` knows how to use it. */
const noImportMeta: Rule = {
  create: (context) => ({
    MetaProperty: (node) => context.report({ node, message: "Use `root` of src/root.ts." }),
  }),
};

/** Time is passed in, or read from the Clock. Making a Date of a number is fine where Date itself is. */
const noWallClock: Rule = {
  create(context) {
    const message = "Take the time from the Clock.";
    return {
      NewExpression: (node) => {
        if (node.callee?.name === "Date" && node.arguments?.length === 0) context.report({ node, message });
      },
      CallExpression: (node) => {
        if (node.callee?.name === "Date") context.report({ node, message });
      },
      MemberExpression: (node) => {
        if (node.object?.name === "Date" && node.property?.name === "now") context.report({ node, message });
      },
    };
  },
};

export default {
  meta: { name: "house" },
  rules: { direction, "no-import-meta": noImportMeta, "no-wall-clock": noWallClock },
};
