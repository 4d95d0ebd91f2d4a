import { useText } from "~/text/text";
import { verificationText } from "~/text/verification";
import { TextField } from "./text-field";

type Compared = {
  documents: readonly { layout: "a4" | "card"; sha256: string }[];
  /** The verification code, as it stands in every document of this certificate. */
  token: string;
};

/**
 * Whether a PDF is the one that was issued. `public/compare-document.js` shows the field and reads the file where it is;
 * a page without a script names another way.
 */
export function DocumentComparison({ compared }: { compared: Compared | null }) {
  const t = useText(verificationText).comparison;
  const { unchanged, ...said } = t.said;
  const known = compared && {
    token: compared.token,
    documents: compared.documents.map(({ layout, sha256 }) => ({
      sha256,
      said: unchanged(t.layouts[layout]),
    })),
  };
  return (
    <section className="v-sec" aria-labelledby="comparison">
      <h2 id="comparison">{t.title}</h2>
      <div hidden data-compare={JSON.stringify({ known, said })}>
        <p>{compared ? t.lede : t.find}</p>
        <TextField name="document" type="file" accept="application/pdf,.pdf" label={t.choose} />
        <p role="status" />
      </div>
      <noscript>
        <p>{t.noScript}</p>
      </noscript>
      <script src="/compare-document.js" defer />
    </section>
  );
}
