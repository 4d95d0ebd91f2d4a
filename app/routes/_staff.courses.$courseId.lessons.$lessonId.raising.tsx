import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { raiseLesson } from "~/study/course-drafting.server";
import { courseActFrom, courseActPage } from "~/study/course-page.server";
import { coursesText } from "~/text/courses";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.raise);

export const loader = (args: LoaderFunctionArgs) => courseActPage(args, "course:write");

export const action = (args: ActionFunctionArgs) =>
  courseActFrom(args, { permission: "course:write", done: "raised" }, raiseLesson);

export default function Raising() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(coursesText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.back }} />;
}
