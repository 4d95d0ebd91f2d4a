import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const gzip = promisify(zlib.gzip);
const brotli = promisify(zlib.brotliCompress);
const TEXT = /\.(js|mjs|css|svg|json|txt|webmanifest|map)$/;

/** Puts a .gz and a .br beside every text file of a folder, where they are smaller. */
export async function compressFolder(folder) {
  const names = fs
    .readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => TEXT.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const bytes = fs.readFileSync(file);
      const made = [
        [".gz", await gzip(bytes, { level: 9 })],
        [".br", await brotli(bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })],
      ];
      for (const [ending, packed] of made)
        if (packed.length < bytes.length) fs.writeFileSync(file + ending, packed);
    }),
  );
}
