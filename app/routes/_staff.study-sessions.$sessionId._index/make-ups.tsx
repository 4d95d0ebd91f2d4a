import { useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { useMakeUpColumns } from "~/components/make-up-columns";
import { Section } from "~/components/section";
import { Table } from "~/components/table";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** Who was absent, and what has become of it. */
export function MakeUps() {
  const { session, makeUps, may } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText);
  const columns = useMakeUpColumns(() => may);
  const open = makeUps.filter(({ outcome }) => outcome === null).length;
  if (makeUps.length === 0) return null;
  return (
    <Section
      title={t.page.makeUps}
      meta={t.page.makeUpsMeta(open, makeUps.length)}
      end={
        may.record &&
        open > 0 && (
          <LinkButton small href={`/study-sessions/new?makesUp=${session.sessionId}`}>
            {t.makeUp.hold}
          </LinkButton>
        )
      }
    >
      <Table label={t.makeUp.label} columns={columns} rows={makeUps} keyOf={({ makeUpId }) => makeUpId} />
    </Section>
  );
}
