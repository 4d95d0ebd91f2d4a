import { packed, zipped } from "~/archive/zip-writing.server";

/** An archive of these texts, as any program would pack it. */
export async function zipOf(files: Record<string, string>): Promise<Buffer> {
  const parts = [];
  for (const [name, text] of Object.entries(files)) parts.push(await packed(name, [text]));
  return zipped(parts);
}
