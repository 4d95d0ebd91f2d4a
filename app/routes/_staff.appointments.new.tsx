import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { Button } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { findPeople } from "~/personnel/find-people.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { proposeAppointment } from "~/positions/appointing.server";
import { APPOINTMENTS } from "~/positions/appointing-page.server";
import { leadingPosts } from "~/positions/leading-posts.server";
import { appointingText } from "~/text/appointing";
import { appointmentsText } from "~/text/appointments";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(appointingText, (t) => t.form.title);

const MOST_FOUND = 20;

async function everyPost(paths: readonly string[], now: Date) {
  const posts = [
    ...(await leadingPosts(prisma, "congress", paths, now)),
    ...(await leadingPosts(prisma, "party", paths, now)),
  ];
  return posts.map(({ positionId, title, unitName }) => ({
    value: positionId,
    text: `${unitName} ${title}`,
  }));
}

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "appointment:propose");
  const q = (new URL(request.url).searchParams.get("q") ?? "").replaceAll("\u0000", "").trim().slice(0, 40);
  const paths = pathsFor(actor, "appointment:propose");
  const found = await findPeople(prisma, { words: q, paths, limit: MOST_FOUND }, now);
  return { q, found, posts: await everyPost(paths, now) };
}

/** The first of two people: every rule answers, and nothing is given yet. */
export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "appointment:propose");
  const locale = localeFrom(request);
  const { form: t } = appointingText[locale];
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const { problem } = appointmentsText[locale];
  const posts = await everyPost(pathsFor(actor, "appointment:propose"), now);
  const positionId = posts.find(({ value }) => value === typed.positionId)?.value;
  if (!typed.personId) read.against("personId", problem.personId ?? "");
  if (!positionId) read.against("positionId", problem.positionId ?? "");
  const fromOn = read.date("fromOn", t.fromOn);
  const documentNumber = read.text("documentNumber", t.documentNumber, 60);
  const { problems } = read;
  if (!typed.personId || !positionId || !fromOn || !documentNumber)
    return data({ typed, problems, refusals: [] }, { status: 422 });
  const { personId } = await requirePersonInScope(request, typed.personId, "appointment:propose", now);
  const asked = { personId, positionId, fromOn, documentNumber };
  const answer = await inTransaction((tx) => proposeAppointment(tx, asked, actor, now));
  if (answer.ok) throw redirect(`${APPOINTMENTS}?done=proposed`, { status: 303 });
  return data({ typed, problems, refusals: answer.refusals }, { status: 422 });
}

export default function NewAppointment() {
  const { q, found, posts } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(appointingText);
  const words = useText(appointmentsText);
  const typed: Record<string, string | undefined> = refused?.typed ?? {};
  const problems = refused?.problems ?? [];
  const field = (name: string) => ({
    ...{ name, defaultValue: typed[name] },
    errors: problems.filter((one) => one.field === name).map(({ message }) => message),
  });
  const crumbs = [{ text: t.title, href: "/appointments" }];
  const finder = (
    <form className="query">
      <TextField name="q" label={words.candidateName} defaultValue={q} maxLength={40} />
      <div className="acts">
        <Button>{words.find}</Button>
      </div>
    </form>
  );
  if (posts.length === 0 || (found.length === 0 && !refused))
    return (
      <>
        <PageHead title={t.form.title} lede={t.form.lede} crumbs={[...crumbs, { text: t.form.title }]} />
        {posts.length === 0 ? <Empty title={words.noPosts}>{words.noPostsHint}</Empty> : finder}
        {q !== "" && <Empty title={words.foundNobody} />}
      </>
    );
  return (
    <ActPage
      title={t.form.title}
      lede={t.form.lede}
      crumbs={crumbs}
      back="/appointments"
      refusals={refused?.refusals}
      problems={problems}
      submit={t.propose}
    >
      <ChoicesField
        name="personId"
        legend={words.choosePerson}
        options={found.map(({ personId, name, unitName }) => ({
          value: personId,
          text: name,
          hint: unitName,
        }))}
        chosen={typed.personId ? [typed.personId] : found.length === 1 ? [found[0]!.personId] : []}
        errors={field("personId").errors}
      />
      <SelectField {...field("positionId")} label={words.post} choices={posts} empty={words.choosePost} />
      <TextField {...field("fromOn")} label={t.form.fromOn} hint={t.form.dateHint} figures />
      <TextField {...field("documentNumber")} label={t.form.documentNumber} maxLength={60} />
    </ActPage>
  );
}
