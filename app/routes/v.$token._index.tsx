import { data, type HeadersFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { publicEntry } from "~/certification/certificates.server";
import { verificationCodeFrom } from "~/certification/number";
import { publicTraining } from "~/certification/training-public.server";
import { CertificateVerdict } from "~/components/certificate-verdict";
import { PublicShell } from "~/components/public-shell";
import { TrainingVerdict } from "~/components/training-verdict";
import { UnknownCertificate } from "~/components/unknown-certificate";
import { titled } from "~/text/title";
import { verificationText } from "~/text/verification";

type Seen = {
  entry: { status: keyof (typeof verificationText)["en"]["words"] } | null;
  training: object | null;
};

export const meta = titled(verificationText, (t, data: Seen | undefined) =>
  data?.entry ? t.pageTitle(t.words[data.entry.status]) : data?.training ? t.trainingTitle : t.unknown.title,
);
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

/** Anyone, without an account and without a trace; read from the register at every request. */
export async function loader({ params }: LoaderFunctionArgs) {
  const now = new Date();
  const code = verificationCodeFrom(params.token ?? "");
  const entry = code ? await publicEntry(code, now) : null;
  const training = code && !entry ? await publicTraining(code, now) : null;
  return data(
    { entry, training, checkedAt: now },
    {
      status: entry || training ? 200 : 404,
      headers: { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" },
    },
  );
}

export default function Verdict() {
  const { entry, training, checkedAt } = useLoaderData<typeof loader>();
  if (training)
    return (
      <PublicShell main="">
        <TrainingVerdict training={training} checkedAt={checkedAt} />
      </PublicShell>
    );
  if (!entry)
    return (
      <PublicShell main="narrow">
        <UnknownCertificate />
      </PublicShell>
    );
  return (
    <PublicShell main="">
      <CertificateVerdict entry={entry} checkedAt={checkedAt} />
    </PublicShell>
  );
}
