import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireClientInScope } from "~/access/api-client-page.server";
import { ActPage } from "~/components/act-page";
import { SecretSlip } from "~/components/secret-slip";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { LONGEST_ADDRESS } from "~/positions/webhook";
import { addWebhook } from "~/positions/webhooks.server";
import { apiClientsText } from "~/text/api-clients";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { webhooksText } from "~/text/webhooks";

export const meta = titled(webhooksText, (t) => t.new);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { client } = await requireClientInScope(request, params.clientId, new Date());
  return { client };
}

/** Answers with the page itself: the secret is shown once, and a redirect would have to carry it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, client } = await requireClientInScope(request, params.clientId, now);
  const address = textIn(await request.formData(), "address", LONGEST_ADDRESS + 1);
  const made = await inTransaction((tx) =>
    addWebhook(tx, { clientId: client.id, address }, actor.accountId, now),
  );
  if (!made.ok) return data({ address, made: null, refusals: made.refusals }, { status: 422 });
  return data({ address, made, refusals: [] }, { headers: { "Cache-Control": "no-store" } });
}

export default function NewWebhook() {
  const { client } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const t = useText(webhooksText);
  const back = `/api-clients/${client.id}/webhooks`;
  const crumbs = [
    { text: useText(apiClientsText).title, href: "/api-clients" },
    { text: client.name, href: back },
  ];
  if (answered?.made) return <SecretSlip {...answered.made} crumbs={crumbs} />;
  return (
    <ActPage
      title={t.new}
      lede={t.form.lede}
      crumbs={crumbs}
      back={back}
      refusals={answered?.refusals}
      submit={t.form.submit}
    >
      <TextField
        {...{ label: t.form.address, name: "address", maxLength: LONGEST_ADDRESS }}
        placeholder={t.form.example}
        defaultValue={answered?.address}
      />
    </ActPage>
  );
}
