// One YAML file with its positions: every complaint about its content can name the line it is about.
// In: a folder and a file name. Out: the plain value, the problems of its syntax, and the line of any path inside it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

export interface Position {
  /** Relative to the banks folder, with forward slashes. */
  file: string;
  /** Counted from 1. */
  line: number;
}
export interface Problem extends Position {
  /** Code of the question or part it is about, where one is known. */
  question?: string;
  message: string;
}
/** A problem as an editor reads it: file:line, the question, what is wrong. */
export const lineOf = ({ file, line, question, message }: Problem): string =>
  `${file}:${line} ${question ? `${question}: ` : ""}${message}`;

export type Path = readonly PropertyKey[];
export interface Source {
  file: string;
  value: unknown;
  problems: Problem[];
  lineAt: (path: Path) => number;
}

export function readSource(dir: string, file: string): Source {
  const lines = new LineCounter();
  let written: string;
  try {
    written = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(join(dir, file)));
  } catch {
    const message = "cannot be read as UTF-8 text";
    return { file, value: undefined, problems: [{ file, line: 1, message }], lineAt: () => 1 };
  }
  const document = parseDocument(written, { lineCounter: lines, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: lines.linePos(error.pos[0]).line,
    message: error.message,
  }));
  const lineAt = (path: Path): number => lines.linePos(offsetAt(document.contents, path)).line || 1;
  return { file, value: problems.length > 0 ? undefined : document.toJS(), problems, lineAt };
}

/** The offset of the deepest node that exists along the path: a missing field is reported at what should contain it. */
function offsetAt(root: unknown, path: Path): number {
  let node = root;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (!pair) return offset;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      if ((isMap(node) || isSeq(node) || isScalar(node)) && node.range) offset = node.range[0];
    } else {
      return offset;
    }
  }
  return offset;
}

/** What zod refused, as sentences with a line. `at` is the path of the parsed value inside the file. */
export function refusedAt(source: Source, at: Path, error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    const about = codeAt(source.value, [...at, ...issue.path]);
    const refuse = (path: Path, message: string): Problem => ({
      file: source.file,
      line: source.lineAt([...at, ...path]),
      ...(about ? { question: about } : {}),
      message: path.length > 0 ? `${spoken(path)}: ${message}` : message,
    });
    return issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => refuse([...issue.path, key], "is not a known field"))
      : [refuse(issue.path, issue.message)];
  });
}

/** The code of the innermost question on the way to a value. */
function codeAt(root: unknown, path: Path): string | undefined {
  let node = root;
  let code: string | undefined;
  for (const step of path) {
    node = (node as Record<PropertyKey, unknown> | null | undefined)?.[step];
    const own = (node as { code?: unknown } | null | undefined)?.code;
    if (typeof own === "string") code = own;
  }
  return code;
}

const spoken = (path: Path): string => path.map(String).join(".");
