import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { appointmentActPage, decidingAppointment } from "~/positions/appointing-page.server";
import { appointingText } from "~/text/appointing";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(appointingText, (t) => t.deciding.approveTitle);

export const loader = appointmentActPage;

/** The second of two people: every rule is asked again, and the assignment is made. */
export const action = decidingAppointment("approved");

export default function Approval() {
  const { name, post, fromOn, documentNumber } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(appointingText);
  const locale = useLocale();
  return (
    <ActPage
      title={t.deciding.approveTitle}
      lede={t.deciding.lede(name, post, longDate(fromOn, locale), documentNumber)}
      crumbs={[{ text: t.title, href: "/appointments" }]}
      back="/appointments"
      refusals={refused?.refusals}
      submit={t.approve}
    />
  );
}
