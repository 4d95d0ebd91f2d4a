import type { Role } from "~/access/permissions";
import { accessText } from "~/text/access";
import { accountsText } from "~/text/accounts";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { Button } from "./button";
import { Section } from "./section";
import { type Column, Sub, Table } from "./table";

export type CodeRow = {
  id: string;
  displayName: string;
  loginName: string;
  roles: { role: Role; unitName: string }[];
  makerName: string;
  madeAt: string | Date;
  /** Not one's own account, nor a code one issued. */
  mayConfirm: boolean;
};

/** Activation codes of accounts with roles: each works only once a second person has confirmed it. */
export function CodesToConfirm({ codes }: { codes: readonly CodeRow[] }) {
  const all = useText(accountsText);
  const { codes: t, act } = all.inbox;
  const names = useText(accessText).roles;
  const columns: Column<CodeRow>[] = [
    {
      key: "who",
      head: all.person,
      heads: true,
      cell: ({ displayName, loginName }) => (
        <>
          {displayName}
          <Sub>{loginName}</Sub>
        </>
      ),
    },
    {
      key: "roles",
      head: t.roles,
      cell: ({ roles }) =>
        roles.map(({ role, unitName }) => (
          <div key={role + unitName}>
            {names[role]}
            <Sub>{unitName}</Sub>
          </div>
        )),
    },
    {
      key: "made",
      head: t.made,
      cell: ({ makerName, madeAt }) => (
        <>
          {makerName}
          <Sub>{shortInstant(madeAt)}</Sub>
        </>
      ),
    },
    {
      key: "act",
      head: act,
      acts: true,
      cell: ({ id, mayConfirm }) =>
        mayConfirm && (
          <form method="post" action={`/activations/${id}/confirmation`}>
            <Button small kind="primary">
              {t.confirm}
            </Button>
          </form>
        ),
    },
  ];
  return (
    <Section title={t.title}>
      <p className="quiet mb-4">{t.lede}</p>
      <Table label={t.title} columns={columns} rows={codes} keyOf={({ id }) => id} />
    </Section>
  );
}
