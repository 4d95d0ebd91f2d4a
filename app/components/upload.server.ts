/** One file of a form, bounded: a part larger than that is not read to its end. */
import {
  MaxPartSizeExceededError,
  unstable_createMemoryUploadHandler as memory,
  unstable_parseMultipartFormData as parseForm,
} from "@remix-run/node";

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
