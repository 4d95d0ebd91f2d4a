import { data, type HeadersFunction, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { publicEntryByNumber } from "~/certification/certificates.server";
import { verificationCodeFrom } from "~/certification/number";
import { CertificateVerdict } from "~/components/certificate-verdict";
import { PageHead } from "~/components/page-head";
import { PublicShell } from "~/components/public-shell";
import { UnknownCertificate, VerifyForm } from "~/components/unknown-certificate";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { verificationText } from "~/text/verification";

export const meta = titled(verificationText, (t) => t.verify.title);
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

/** By number, or by the code under the square one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const asked = new URL(request.url).searchParams.get("number");
  const typed = (asked ?? "").normalize("NFKC").replace(/\s/g, "");
  const code = verificationCodeFrom(typed);
  if (code) throw redirect(`/v/${code}`);
  const entry = typed === "" ? null : await publicEntryByNumber(typed, now);
  const kind = asked === null ? "form" : typed === "" ? "empty" : entry ? "found" : "unknown";
  return data({ kind, typed: asked ?? "", entry, checkedAt: now } as const, {
    status: kind === "unknown" ? 404 : kind === "empty" ? 422 : 200,
    headers: { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" },
  });
}

export default function Verify() {
  const { kind, typed, entry, checkedAt } = useLoaderData<typeof loader>();
  const t = useText(verificationText).verify;
  if (entry)
    return (
      <PublicShell main="">
        <CertificateVerdict entry={entry} checkedAt={checkedAt} />
      </PublicShell>
    );
  return (
    <PublicShell main="narrow">
      {kind === "unknown" ? (
        <UnknownCertificate typed={typed} />
      ) : (
        <>
          <PageHead title={t.title} lede={t.lede} />
          <VerifyForm typed={typed} errors={kind === "empty" ? [t.empty] : []} />
        </>
      )}
    </PublicShell>
  );
}
