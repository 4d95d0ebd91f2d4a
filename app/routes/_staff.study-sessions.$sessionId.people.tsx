import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { PeopleField } from "~/components/people-field";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { invitable, requireSession, sessionActFrom } from "~/study/session-page.server";
import { namePeople } from "~/study/sessions.server";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.peopleTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { session, unit } = await requireSession(request, params, "study-session:record", now);
  const { sessionId, title } = session;
  return { sessionId, title, ...(await invitable(prisma, unit, chinaDateOf(now), sessionId)) };
}

export const action = (args: ActionFunctionArgs) =>
  sessionActFrom(
    args,
    { done: "people", read: (form) => ({ personIds: form.getAll("personId").filter(isUuid) }) },
    namePeople,
  );

export default function People() {
  const { sessionId, title, people, chosen } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  const back = `/study-sessions/${sessionId}`;
  return (
    <ActPage
      title={t.peopleTitle}
      lede={t.peopleLede}
      crumbs={[
        { text: t.title, href: "/study-sessions" },
        { text: title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.savePeople}
    >
      <PeopleField
        name="personId"
        legend={t.form.people}
        hint={t.form.peopleHint}
        people={people}
        chosen={refused?.typed.personIds ?? chosen}
      />
    </ActPage>
  );
}
