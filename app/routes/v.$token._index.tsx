import { data, type HeadersFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { verificationCodeFrom } from "~/certification/number";
import { publicLook } from "~/certification/public-look.server";
import { publicTraining } from "~/certification/training-public.server";
import { CertificateVerdict } from "~/components/certificate-verdict";
import { Notice } from "~/components/notice";
import { PublicShell } from "~/components/public-shell";
import { TrainingVerdict } from "~/components/training-verdict";
import { UnknownCertificate } from "~/components/unknown-certificate";
import { periodicReviewsText } from "~/text/periodic-reviews";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { verificationText } from "~/text/verification";

type Seen = {
  entry: { status: keyof (typeof verificationText)["en"]["words"]; token: string } | null;
  training: object | null;
};

const title = titled(verificationText, (t, data: Seen | undefined) =>
  data?.entry ? t.pageTitle(t.words[data.entry.status]) : data?.training ? t.trainingTitle : t.unknown.title,
);
/** The same for programs, and as a credential. */
export const meta: typeof title = (args) => {
  const entry = (args.data as Seen | undefined)?.entry;
  if (!entry) return title(args);
  const other = (type: string, href: string) => ({ tagName: "link" as const, rel: "alternate", type, href });
  return [
    ...(title(args) ?? []),
    other("application/json", `/v/${entry.token}/entry.json`),
    other("application/vc+jwt", `/v/${entry.token}/credential`),
  ];
};
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

/** Anyone, without an account; read from the register at every request, and counted without a trace of who asks. */
export async function loader({ params }: LoaderFunctionArgs) {
  const now = new Date();
  const code = verificationCodeFrom(params.token ?? "");
  const look = code ? await publicLook(code, "page", now) : null;
  const training = code && !look ? await publicTraining(code, now) : null;
  return data(
    {
      entry: look?.entry ?? null,
      documents: look?.documents ?? [],
      review: look?.review ?? null,
      training,
      checkedAt: now,
    },
    {
      status: look || training ? 200 : 404,
      headers: { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" },
    },
  );
}

/** Only where the rules of its place let nobody enforce with such a card. */
function PublicReviewNote({ review }: { review: { year: number; isFailed: boolean } }) {
  const t = useText(periodicReviewsText);
  return <Notice tone="stop" title={t.publicNote(review.year, review.isFailed)} />;
}

export default function Verdict() {
  const { entry, documents, review, training, checkedAt } = useLoaderData<typeof loader>();
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
      {review && <PublicReviewNote review={review} />}
      <CertificateVerdict entry={entry} documents={documents} checkedAt={checkedAt} />
    </PublicShell>
  );
}
