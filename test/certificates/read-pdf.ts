/** Reads a certificate with packages that had no part in writing it. */
import jsQR from "jsqr";
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>["promise"]>["getPage"]>>;
type Glyph = { originalCharCode: number; unicode: string };

/** pdf.js keeps a path as one row of numbers: what is done, then the coordinates that it takes. */
const MOVE = 0;
const LINE = 1;
const CLOSE = 4;

export async function readPdf(bytes: Uint8Array) {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  const attachments: Record<string, { content: Uint8Array }> = (await document.getAttachments()) ?? {};
  const { info } = await document.getMetadata();
  return {
    pages: document.numPages,
    size: page.view.slice(2).map((points) => Math.round((points * 25.4) / 72)),
    /** One entry for each stretch that a reader takes to be written in one go. */
    texts: items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [item.str] : [])),
    boxes: items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [boxOf(item)] : [])),
    glyphs: await glyphsOf(page),
    attachments: Object.fromEntries(
      Object.entries(attachments).map(([name, { content }]) => [name, new TextDecoder().decode(content)]),
    ),
    info: info as Record<string, string>,
    marked: (await document.getMarkInfo())?.Marked ?? false,
    structure: await page.getStructTree(),
    links: (await page.getAnnotations()).map((annotation) => annotation.url as string),
    qr: await qrOf(page),
  };
}

/** The texts of every page, in the order in which they were written. */
export async function readPages(bytes: Uint8Array): Promise<string[][]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [item.str] : [])));
  }
  return pages;
}

/** Whether a reader aloud is told what is what, and what it is told of the first page. */
export async function readStructure(bytes: Uint8Array) {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const structure = await (await document.getPage(1)).getStructTree();
  return { marked: (await document.getMarkInfo())?.Marked ?? false, structure };
}

function boxOf(item: { str: string; transform: number[]; width: number; height: number }) {
  const [, , , , x, y] = item.transform as [number, number, number, number, number, number];
  return { text: item.str, left: x, right: x + item.width, bottom: y, top: y + item.height };
}

async function glyphsOf(page: PdfPage): Promise<Glyph[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  return fnArray.flatMap((operation, n) => {
    if (operation !== OPS.showText) return [];
    const [row] = argsArray[n] as [(Glyph | number)[]];
    return row.filter((entry): entry is Glyph => typeof entry === "object");
  });
}

/** Paints the rectangles of the page's one filled path, eight dots to the module, and has them decoded. */
async function qrOf(page: PdfPage): Promise<string | null> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const filled = fnArray.flatMap((operation, n) => {
    if (operation !== OPS.constructPath || argsArray[n][0] !== OPS.fill) return [];
    return [rectanglesOf(argsArray[n][1][0] as Float32Array)];
  });
  const [rectangles] = filled;
  if (filled.length !== 1 || !rectangles)
    throw new Error(`${filled.length} filled paths where the QR code was expected`);

  const dots = 8;
  const quiet = 4;
  const modules = Math.max(...rectangles.map(({ right }) => right));
  const side = (modules + 2 * quiet) * dots;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const { left, right, top, bottom } of rectangles) {
    for (let y = (top + quiet) * dots; y < (bottom + quiet) * dots; y++) {
      for (let x = (left + quiet) * dots; x < (right + quiet) * dots; x++) {
        pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
      }
    }
  }
  return jsQR(pixels, side, side)?.data ?? null;
}

function rectanglesOf(path: Float32Array) {
  const rectangles: { left: number; right: number; top: number; bottom: number }[] = [];
  let points: [number, number][] = [];
  for (let at = 0; at < path.length; ) {
    const step = path[at++];
    if (step === MOVE || step === LINE) points.push([path[at++]!, path[at++]!]);
    else if (step === CLOSE) {
      const xs = points.map(([x]) => x);
      const ys = points.map(([, y]) => y);
      rectangles.push({
        left: Math.min(...xs),
        right: Math.max(...xs),
        top: Math.min(...ys),
        bottom: Math.max(...ys),
      });
      points = [];
    } else throw new Error(`A QR code is made of rectangles; step ${step} is none of theirs`);
  }
  return rectangles;
}
