/** An archive of files as the house keeps them, packed while it is read. */
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { Tx } from "~/db.server";
import { readFile } from "~/files.server";

export type ArchivedText = { path: string; bytes: Buffer };
/** `hash`: under which it is kept. */
export type ArchivedFile = { path: string; hash: string; bytes: number };

/**
 * First the texts, then the files, unpacked, for photos and PDF are packed already: the next is opened when the one before it
 * was taken. A file that is gone breaks the archive off.
 */
export function archiveOf(
  tx: Tx,
  { texts, files }: { texts: readonly ArchivedText[]; files: readonly ArchivedFile[] },
  mtime: Date,
): Readable {
  const zip = new ZipFile();
  for (const { path, bytes } of texts) zip.addBuffer(bytes, path, { mtime });
  for (const { path, hash, bytes } of files)
    zip.addReadStreamLazy(path, { mtime, compress: false, size: bytes }, (open) => {
      readFile(tx, hash).then(
        (file) => open(null, Readable.from([file.bytes])),
        (error) => open(error, Readable.from([])),
      );
    });
  const out = zip.outputStream as Readable;
  zip.on("error", (error: Error) => out.destroy(error));
  zip.end();
  return out;
}
