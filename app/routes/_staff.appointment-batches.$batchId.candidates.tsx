import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { proposeCandidate } from "~/casework/appointment-candidates.server";
import { Button } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { Empty } from "~/components/empty";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { inTransaction, prisma } from "~/db.server";
import { requireBatch } from "~/exams/appointment-page.server";
import { isUuid } from "~/ids";
import { findPeople } from "~/personnel/find-people.server";
import { leadingPosts } from "~/positions/leading-posts.server";
import { appointmentsText } from "~/text/appointments";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(appointmentsText, (t) => t.addCandidate);

const MOST_FOUND = 20;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, batch } = await requireBatch(request, params, "appointment:propose", now);
  const q = (new URL(request.url).searchParams.get("q") ?? "").replaceAll("\u0000", "").trim().slice(0, 40);
  const paths = pathsFor(actor, "appointment:propose");
  return {
    batch: { batchId: batch.batchId, title: batch.title },
    q,
    found: await findPeople(prisma, { words: q, paths, limit: MOST_FOUND }, now),
    posts: await leadingPosts(prisma, batch.regime, paths, now),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, batch } = await requireBatch(request, params, "appointment:propose", now);
  const form = await request.formData();
  const typed = {
    personId: String(form.get("personId") ?? ""),
    positionId: String(form.get("positionId") ?? ""),
  };
  const { problem } = textFor(appointmentsText, localeFrom(request));
  const fields = ["personId", "positionId"] as const;
  const problems = fields
    .filter((field) => !isUuid(typed[field]))
    .map((field) => ({ field, message: problem[field] ?? "" }));
  if (problems.length > 0) return data({ typed, problems, refusals: [] }, { status: 422 });
  const paths = pathsFor(actor, "appointment:propose");
  const posts = await leadingPosts(prisma, batch.regime, paths, now);
  if (!posts.some(({ positionId }) => positionId === typed.positionId))
    return data({ typed, problems, refusals: [refusal("appointment.post-regime")] }, { status: 422 });
  const wanted = { batchId: batch.batchId, ...typed };
  const answer = await inTransaction((tx) => proposeCandidate(tx, wanted, actor, now));
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect(`/appointment-batches/${batch.batchId}?done=added`, { status: 303 });
  return data({ typed, problems, refusals: answer.refusals }, { status: 422 });
}

export default function AddCandidate() {
  const { batch, q, found, posts } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(appointmentsText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.addCandidate}
        lede={t.addCandidateLede}
        crumbs={[
          { text: t.title, href: "/appointment-batches" },
          { text: batch.title, href: `/appointment-batches/${batch.batchId}` },
          { text: t.addCandidate },
        ]}
      />
      <ErrorSummary problems={refused?.problems ?? []} />
      {refused && refused.refusals.length > 0 && (
        <Refusal level={2} verdict={t.cannotAdd} reasons={reasonsFrom(locale, refused.refusals)} />
      )}
      {posts.length === 0 && <Empty title={t.noPosts}>{t.noPostsHint}</Empty>}
      {posts.length > 0 && (
        <form className="query">
          <TextField
            name="q"
            label={t.candidateName}
            hint={t.candidateNameHint}
            defaultValue={q}
            maxLength={40}
          />
          <div className="acts">
            <Button>{t.find}</Button>
          </div>
        </form>
      )}
      {posts.length > 0 && q !== "" && found.length === 0 && <Empty title={t.foundNobody} />}
      {posts.length > 0 && found.length > 0 && (
        <form method="post" className="form max-w-[46rem]" noValidate>
          <ChoicesField
            name="personId"
            legend={t.choosePerson}
            options={found.map(({ personId, name, unitName }) => ({
              value: personId,
              text: name,
              hint: unitName,
            }))}
            chosen={refused ? [refused.typed.personId] : found.length === 1 ? [found[0]!.personId] : []}
            errors={errorsAt(refused?.problems, "personId")}
          />
          <SelectField
            name="positionId"
            label={t.post}
            choices={posts.map(({ positionId, title, unitName }) => ({
              value: positionId,
              text: `${unitName} ${title}`,
            }))}
            empty={t.choosePost}
            defaultValue={refused?.typed.positionId}
            errors={errorsAt(refused?.problems, "positionId")}
          />
          <div className="acts">
            <Button kind="primary">{t.submitCandidate}</Button>
          </div>
        </form>
      )}
    </>
  );
}
