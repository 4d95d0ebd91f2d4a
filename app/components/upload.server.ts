/** Files of a form, bounded: a part larger than that is not read to its end. */
import {
  MaxPartSizeExceededError,
  unstable_createMemoryUploadHandler as memory,
  unstable_parseMultipartFormData as parseForm,
} from "@remix-run/node";
import { plainFileName } from "~/files.server";

/**
 * A form with several files in the field `file`: those that were sent, up to one more than may be, so that it is refused by
 * name. `isTooLarge`: one could not be read at all, and with it nothing of the form.
 */
export async function uploadsFrom(
  request: Request,
  { mostBytes, mostFiles }: { mostBytes: number; mostFiles: number },
): Promise<{ form: FormData; uploads: { name: string; bytes: Buffer }[]; isTooLarge: boolean }> {
  let form = new FormData();
  let isTooLarge = false;
  try {
    form = await parseForm(request, memory({ maxPartSize: mostBytes }));
  } catch (error) {
    isTooLarge = error instanceof MaxPartSizeExceededError;
    // What is no such form holds nothing.
  }
  const files = form.getAll("file").filter((file): file is File => file instanceof File && file.size > 0);
  const uploads = files.slice(0, mostFiles + 1).map(async (file) => ({
    name: plainFileName(file.name, "evidence"),
    bytes: Buffer.from(await file.arrayBuffer()),
  }));
  return { form, uploads: await Promise.all(uploads), isTooLarge };
}

export type Upload = { form: FormData; bytes: Buffer; fileName: string };

/** The file in the field `file`, empty where none was sent; null: too large. */
export async function uploadFrom(request: Request, mostBytes: number): Promise<Upload | null> {
  let form = new FormData();
  try {
    form = await parseForm(request, memory({ maxPartSize: mostBytes }));
  } catch (error) {
    if (error instanceof MaxPartSizeExceededError) return null;
    // What is no such form holds no file.
  }
  const file = form.get("file");
  if (!(file instanceof File)) return { form, bytes: Buffer.alloc(0), fileName: "" };
  return { form, bytes: Buffer.from(await file.arrayBuffer()), fileName: file.name };
}
