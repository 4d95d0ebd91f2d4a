import type { ViewProblem } from "~/access/saved-views.server";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import { ErrorSummary } from "./error-summary";
import { PageHead } from "./page-head";
import { TextField } from "./text-field";

/** A view that could not be kept under its name: the same form again, with what was typed. */
export function RefusedView({
  act,
  back,
  list,
  name,
  search,
  problem,
}: {
  act: string;
  back: string;
  list: string;
  name: string;
  search: string;
  problem: ViewProblem;
}) {
  const t = useText(listsText).views;
  return (
    <>
      <PageHead title={t.title} />
      <ErrorSummary problems={[{ field: "name", message: t[problem] }]} />
      <form method="post" action={act} className="form">
        <input type="hidden" name="list" value={list} />
        <input type="hidden" name="search" value={search} />
        <TextField name="name" label={t.name} hint={t.nameHint} defaultValue={name} errors={[t[problem]]} />
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
          <LinkButton href={back}>{t.back}</LinkButton>
        </div>
      </form>
    </>
  );
}
