import { data, type HeadersFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { filePrintOf } from "~/casework/file-print.server";
import { verificationCodeFrom } from "~/certification/number";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { PublicShell } from "~/components/public-shell";
import { prisma } from "~/db.server";
import { longDate, shortInstant } from "~/text/dates";
import { filePrintsText } from "~/text/file-prints";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(filePrintsText, (t) => t.check.title);
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

/** Anyone, without an account: whether a personnel file on paper was printed here. Nothing about whose it is. */
export async function loader({ params }: LoaderFunctionArgs) {
  const code = verificationCodeFrom(params.code ?? "");
  const print = code ? await filePrintOf(prisma, code) : null;
  const shown = print && { ...print, trueOn: chinaDateOf(print.trueOn) };
  const headers = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
  return data({ print: shown }, { status: print ? 200 : 404, headers });
}

export default function PrintedFile() {
  const { print } = useLoaderData<typeof loader>();
  const t = useText(filePrintsText).check;
  const locale = useLocale();
  return (
    <PublicShell main="narrow">
      <PageHead title={print ? t.title : t.unknown} lede={print ? t.lede : t.unknownBody} />
      {print && (
        <div className="stack">
          <Facts
            items={[
              { term: t.code, value: <span className="num">{print.code}</span> },
              { term: t.printedAt, value: shortInstant(print.printedAt) },
              { term: t.trueOn, value: longDate(print.trueOn, locale) },
              { term: t.pages, value: t.pagesOf(print.pages) },
              { term: t.sha256, value: <code>{print.sha256}</code> },
            ]}
          />
          <Notice>{t.how}</Notice>
        </div>
      )}
      <p className="acts">
        <LinkButton href="/verify">{t.other}</LinkButton>
      </p>
    </PublicShell>
  );
}
