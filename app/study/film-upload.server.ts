/** A film sent with a form: written to disk as it comes, and known by what it holds. */
import { unstable_parseMultipartFormData as parseForm } from "@remix-run/node";
import { keepStream, type NotKept, type StreamedFile } from "~/streamed-files.server";
import { type Refusal, refusal } from "~/verdict";

export const FILM_MEGABYTES = 512;

export type FilmUpload = {
  form: FormData;
  film: { ok: true; file: StreamedFile; mediaType: string } | { ok: false; refusals: Refusal[] };
};

/** Refusals: course-video.missing, course-video.too-large { megabytes }, course-video.wrong-content. */
export async function filmFrom(request: Request): Promise<FilmUpload> {
  let mediaType: string | null = null;
  let kept: StreamedFile | NotKept = "empty";
  let form = new FormData();
  try {
    form = await parseForm(request, async ({ name, filename, data }) => {
      if (filename === undefined) return textFrom(data);
      if (name !== "file" || filename === "") return undefined;
      kept = await keepStream(data, {
        mostBytes: FILM_MEGABYTES * 1024 * 1024,
        isRight(beginning) {
          mediaType = filmTypeOf(beginning);
          return mediaType !== null;
        },
      });
      return undefined;
    });
  } catch (error) {
    // What is no such form holds no film; what failed on disk is for the log.
    if (error instanceof Error && "code" in error && typeof error.code === "string") throw error;
  }
  return { form, film: judged(kept, mediaType) };
}

function judged(kept: StreamedFile | NotKept, mediaType: string | null): FilmUpload["film"] {
  const no = (refused: Refusal) => ({ ok: false as const, refusals: [refused] });
  if (kept === "empty") return no(refusal("course-video.missing"));
  if (kept === "too-large") return no(refusal("course-video.too-large", { megabytes: FILM_MEGABYTES }));
  if (kept === "wrong-content" || !mediaType) return no(refusal("course-video.wrong-content"));
  return { ok: true, file: kept, mediaType };
}

const LONGEST_TEXT = 10_000;

async function textFrom(data: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of data) {
    length += chunk.length;
    if (length <= LONGEST_TEXT) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** By what it begins with; null for anything else than MP4 and WebM. */
export function filmTypeOf(beginning: Buffer): "video/mp4" | "video/webm" | null {
  if (beginning.subarray(4, 8).toString("latin1") === "ftyp") {
    const brand = beginning.subarray(8, 12).toString("latin1");
    // QuickTime and pictures begin alike and do not play everywhere.
    return /^(isom|iso[2-9]|mp4[12]|avc1|M4V |dash|mmp4|MSNV)$/.test(brand) ? "video/mp4" : null;
  }
  const isEbml = beginning.subarray(0, 4).toString("hex") === "1a45dfa3";
  return isEbml && beginning.subarray(0, 64).includes("webm", 0, "latin1") ? "video/webm" : null;
}
