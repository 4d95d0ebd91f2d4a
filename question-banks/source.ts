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
  message: string;
}
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
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        file: source.file,
        line: source.lineAt([...at, ...issue.path, key]),
        message: `${spoken([...issue.path, key])}: is not a known field`,
      }));
    }
    const where = spoken(issue.path);
    const line = source.lineAt([...at, ...issue.path]);
    return [{ file: source.file, line, message: where ? `${where}: ${issue.message}` : issue.message }];
  });
}

const spoken = (path: Path): string => path.map(String).join(".");
