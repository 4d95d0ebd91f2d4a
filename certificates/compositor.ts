/** Sets the texts of one certificate and keeps account of what stands in the way of printing them. */
import { missingGlyphs } from "./fonts";
import type { TypeStyle } from "./template";
import { type Place, setBlock, type TextBlock } from "./text-block";
import type { CertificateView } from "./view";

export type TextRefusal =
  /** No font of the house draws these; the register must say how the text is to be printed. */
  | { code: "glyph.missing"; characters: string[] }
  /** These places of the view are empty. */
  | { code: "text.empty"; places: string[] }
  /** These hold more than fits even at the smallest size that may be printed. */
  | { code: "text.too-long"; places: string[] };

export type Compositor = {
  /** Sets a pattern of the template; null when the view leaves out what it would hold. */
  set: (pattern: string, style: TypeStyle, place: Place) => TextBlock | null;
  /** Whether the view has something for every place of a pattern. */
  holds: (pattern: string) => boolean;
  setNotice: (text: string, style: TypeStyle, place: Place) => TextBlock;
  refusals: () => TextRefusal[];
};

export function compositorFor(view: CertificateView): Compositor {
  const values: Record<string, unknown> = {
    ...view,
    verifyAddress: view.verifyUrl.replace(/^https?:\/\//, ""),
  };
  const printed: string[] = [];
  const empty = new Set<string>();
  const tooLong = new Set<string>();

  const put = (text: string, places: string[], style: TypeStyle, place: Place): TextBlock => {
    printed.push(text);
    const { block, fits } = setBlock(text, style, place);
    if (!fits) for (const name of places) tooLong.add(name);
    return block;
  };

  const holds = (pattern: string) => placesIn(pattern).every((name) => values[name] !== undefined);

  return {
    holds,
    set(pattern, style, place) {
      const places = placesIn(pattern);
      // Left out on purpose is undefined; an empty text would print a certificate without a name.
      if (!holds(pattern)) return null;
      for (const name of places) if (String(values[name]).trim() === "") empty.add(name);
      return put(filledIn(pattern, values), places, style, place);
    },
    setNotice: (text, style, place) => put(text, ["notices"], style, place),
    refusals() {
      const refusals: TextRefusal[] = [];
      const characters = missingGlyphs(printed.join(""));
      if (characters.length > 0) refusals.push({ code: "glyph.missing", characters });
      if (empty.size > 0) refusals.push({ code: "text.empty", places: [...empty] });
      if (tooLong.size > 0) refusals.push({ code: "text.too-long", places: [...tooLong] });
      return refusals;
    },
  };
}

/** The names in a pattern's {braces}. */
function placesIn(pattern: string): string[] {
  return [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

export function filledIn(pattern: string, values: Record<string, unknown>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}
