import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct } from "~/components/reason-act";
import { appointmentActPage, decidingAppointment } from "~/positions/appointing-page.server";
import { appointingText } from "~/text/appointing";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(appointingText, (t) => t.deciding.refuseTitle);

export const loader = appointmentActPage;

export const action = decidingAppointment("refused");

export default function NotApproved() {
  const { name, post, fromOn, documentNumber } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(appointingText);
  const locale = useLocale();
  return (
    <ReasonAct
      title={t.deciding.refuseTitle}
      lede={t.deciding.lede(name, post, longDate(fromOn, locale), documentNumber)}
      crumbs={[{ text: t.title, href: "/appointments" }]}
      back="/appointments"
      refusals={refused?.refusals}
      submit={t.refuse}
      typed={refused?.reason}
    />
  );
}
