/**
 * QTI content packages. In: the bytes of an archive, or questions. Out: the other. Nothing is ever written to a disk;
 * names that would lead out of the package, and links, refuse it all the same: nobody packs them by accident.
 */
import {
  BrokenArchive,
  type Budget,
  textOfPart,
  UnfoldsTooFar,
  type ZipPart,
  zipPartsOf,
} from "~/archive/zip-parts.server";
import { packed, zipped } from "~/archive/zip-writing.server";
import { refusal } from "~/verdict";
import {
  type ExchangedQuestion,
  MOST_QUESTIONS,
  problem,
  type Reading,
  refusedWhole,
  Unreadable,
} from "./exchanged-question";
import { readItem } from "./qti-item-reading";
import { writeItem } from "./qti-item-writing";
import { MANIFEST, readManifest, writeManifest } from "./qti-manifest";
import type { QtiVersion } from "./qti-names";
import { readingOf } from "./taking";

const MOST_UNFOLDED = 200 * 1024 * 1024;
const LONGEST_PART = 32 * 1024 * 1024;

export async function readQti(bytes: Buffer): Promise<Reading> {
  const parts = zipPartsOf(bytes, MOST_QUESTIONS + 1_000);
  if (!parts) return refusedWhole(refusal("format.not-package"));
  for (const { name, isLink } of parts.values()) {
    const file = name.slice(0, 100);
    if (isUnsafe(name)) return refusedWhole(refusal("format.unsafe-name", { file }));
    if (isLink) return refusedWhole(refusal("format.link", { file }));
  }
  const manifest = parts.get(MANIFEST);
  if (!manifest) return refusedWhole(refusal("format.no-manifest"));
  const budget: Budget = { left: MOST_UNFOLDED };
  const textOf = (part: ZipPart) => wholeText(bytes, part, budget);
  try {
    return await readingOf(async (tray) => {
      const { items, notes } = await readManifest(await textOf(manifest));
      if (items.length === 0) throw new Unreadable({ ...problem("format.no-items", {}), taken: false });
      tray.note(...notes);
      for (const { href, metadata, place } of items) {
        const file = pathOf(href);
        if (file === null) throw new Unreadable(problem("format.unsafe-name", { file: href.slice(0, 100) }));
        const part = parts.get(file);
        if (!part) {
          tray.refuse(problem("format.item-missing", place, { name: file.slice(0, 100) }));
          continue;
        }
        try {
          const text = await textOf(part);
          // The sign a decoder leaves where the bytes are no UTF-8.
          if (text.includes("\uFFFD")) throw new Unreadable(problem("format.not-text", { file }));
          const read = await readItem(text, file, metadata);
          tray.take(read.question, read.place, { notes: read.notes, parts: read.parts });
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          // A document type in one item is an attack on the whole.
          if (error.found.refusal.code === "format.document-type") throw error;
          tray.refuse(error.found);
        }
      }
    });
  } catch (error) {
    if (error instanceof UnfoldsTooFar)
      return refusedWhole(refusal("format.unfolds-too-far", { megabytes: MOST_UNFOLDED / 1024 / 1024 }));
    if (error instanceof BrokenArchive) return refusedWhole(refusal("format.not-package"));
    throw error;
  }
}

async function wholeText(bytes: Buffer, part: ZipPart, budget: Budget): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of textOfPart(bytes, part, budget)) {
    length += piece.length;
    if (length > LONGEST_PART) throw new UnfoldsTooFar();
    pieces.push(piece);
  }
  return pieces.join("").replace(/^\uFEFF/, "");
}

const isUnsafe = (name: string) =>
  /^(?:[/\\~]|[A-Za-z]:)|\\|\p{Cc}/u.test(name) || name.split("/").includes("..");

/** The file a manifest names; null for one outside the package. */
function pathOf(href: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(href.replace(/[?#].*$/, ""));
  } catch {
    path = href;
  }
  if (isUnsafe(path) || /^[a-z][a-z0-9+.-]*:/i.test(path)) return null;
  return path.replace(/^(?:\.\/)+/, "");
}

export async function writeQti(
  questions: readonly ExchangedQuestion[],
  version: QtiVersion,
  words: { T: string; F: string },
): Promise<Buffer> {
  const hrefOf = (at: number) => `items/item-${at + 1}.xml`;
  const parts = [await packed(MANIFEST, writeManifest(questions, hrefOf, version))];
  for (const [at, question] of questions.entries())
    parts.push(await packed(hrefOf(at), [writeItem(question, at, version, words)]));
  return zipped(parts);
}
