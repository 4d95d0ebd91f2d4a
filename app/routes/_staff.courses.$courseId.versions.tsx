import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { courseActFrom, courseActPage } from "~/study/course-page.server";
import { draftAgain } from "~/study/course-publication.server";
import { coursesText } from "~/text/courses";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.newVersion);

export const loader = (args: LoaderFunctionArgs) => courseActPage(args, "course:write");

export const action = (args: ActionFunctionArgs) =>
  courseActFrom(args, { permission: "course:write", done: "drafted" }, (tx, { courseId }, actorId, now) =>
    draftAgain(tx, courseId, actorId, now),
  );

export default function Versions() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(coursesText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.back }} />;
}
