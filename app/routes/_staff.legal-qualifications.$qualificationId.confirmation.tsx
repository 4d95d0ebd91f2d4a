import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import {
  decidingLegalQualification,
  legalQualificationActPage,
} from "~/personnel/legal-qualification-page.server";
import { legalQualificationsText } from "~/text/legal-qualifications";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(legalQualificationsText, (t) => t.deciding.confirmTitle);

export const loader = legalQualificationActPage;

/** The second of two people. */
export const action = decidingLegalQualification("confirmed");

export default function Confirmation() {
  const { name, certificateNumber, source } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(legalQualificationsText);
  return (
    <ActPage
      title={t.deciding.confirmTitle}
      lede={t.deciding.lede(name, certificateNumber, source)}
      crumbs={[{ text: t.title, href: "/legal-qualifications" }]}
      back="/legal-qualifications"
      refusals={refused?.refusals}
      submit={t.confirm}
    />
  );
}
