import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { beginTry, endTry } from "~/access/tries.server";
import { filePrintOf } from "~/casework/file-print.server";
import { tokenByNumber } from "~/certification/certificates.server";
import { verificationCodeFrom } from "~/certification/number";
import { DocumentComparison } from "~/components/document-comparison";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { publicPlaces } from "~/components/public-places";
import { PublicShell } from "~/components/public-shell";
import { UnknownCertificate, VerifyForm } from "~/components/unknown-certificate";
import { prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { verificationText } from "~/text/verification";

export const meta = titled(verificationText, (t) => t.verify.title);
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

const LONGEST = 40;
const UNSEEN = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
const bare = (typed: string) => typed.normalize("NFKC").replace(/\s/g, "");

/** A code leads to its certificate. A number may come along from elsewhere; the holder's name does not travel in an address. */
export async function loader({ request }: LoaderFunctionArgs) {
  const typed = (new URL(request.url).searchParams.get("number") ?? "").slice(0, LONGEST);
  const code = verificationCodeFrom(bare(typed));
  if (code) throw redirect(await pageOf(code));
  return data({ typed }, { headers: UNSEEN });
}

/**
 * By the code under the square, or by number and name. Which of the two is wrong is not said, and who tries many waits:
 * numbers come in a row, and nobody should list their holders.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const now = new Date();
  const form = await request.formData();
  const typed = { number: textIn(form, "number", LONGEST), name: textIn(form, "name", LONGEST) };
  const code = verificationCodeFrom(bare(typed.number));
  if (code) throw redirect(await pageOf(code), { status: 303 });
  const missing = (["number", "name"] as const).filter((field) => typed[field] === "");
  if (missing.length > 0) return answer({ kind: "missing", missing, minutes: 0, typed }, 422);
  const number = bare(typed.number);
  const address = context.clientAddress ?? "";
  const door = { what: "verification", loginName: number, address, deviceId: null } as const;
  const attempt = await beginTry(door, now);
  if (attempt.minutes > 0) return answer({ kind: "wait", missing, minutes: attempt.minutes, typed }, 429);
  const token = await tokenByNumber(number, typed.name);
  await endTry(attempt, token ? "succeeded" : "failed");
  if (token) throw redirect(`/v/${token}`, { status: 303 });
  return answer({ kind: "unknown", missing, minutes: 0, typed }, 404);
}

/** Codes of certificates and of printed files look alike. */
const pageOf = async (code: string) =>
  (await filePrintOf(prisma, code)) ? `/verify/files/${code}` : `/v/${code}`;

type Answered = {
  kind: "missing" | "wait" | "unknown";
  missing: readonly ("number" | "name")[];
  minutes: number;
  typed: { number: string; name: string };
};
const answer = (answered: Answered, status: number) => data(answered, { status, headers: UNSEEN });

export default function Verify() {
  const { typed } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const words = useText(verificationText);
  const t = words.verify;
  return (
    <PublicShell main="narrow">
      {answered?.kind === "unknown" ? (
        <UnknownCertificate typed={answered.typed} />
      ) : (
        <>
          <PageHead title={t.title} lede={t.lede} />
          {answered?.kind === "wait" && <Notice tone="warn" live title={t.wait(answered.minutes)} />}
          <VerifyForm
            typed={answered?.typed ?? { number: typed, name: "" }}
            // A number that came along from the front page asks for the name.
            missing={answered?.missing ?? (typed === "" ? [] : ["name"])}
          />
          <DocumentComparison compared={null} />
          <p>
            <a href={publicPlaces.offline}>{words.offlineLink}</a>
          </p>
        </>
      )}
    </PublicShell>
  );
}
