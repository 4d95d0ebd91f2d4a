import type { SavedView, ViewedList } from "~/access/saved-views.server";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { Button } from "./button";
import { TextField } from "./text-field";

/** The reader's own views of a list, the form that keeps the one shown, and the forms that rename and delete. */
export function SavedViews({
  list,
  views,
  query,
}: {
  list: ViewedList;
  views: readonly SavedView[];
  /** The filters in force, as a view keeps them. */
  query: string;
}) {
  const t = useText(listsText).views;
  const shown = views.find((view) => view.query === query);
  // The list without any filter is no view of its own.
  if (views.length === 0 && query === "") return null;
  return (
    <div className="saved-views">
      {views.length > 0 && (
        <nav aria-label={t.saved}>
          <span className="quiet">{t.saved}</span>
          {views.map(({ id, name, query: kept }) => (
            <a key={id} href={`/${list}?${kept}`} aria-current={kept === query ? "true" : undefined}>
              {name}
            </a>
          ))}
        </nav>
      )}
      {!shown && query !== "" && (
        <details>
          <summary className="act-link">{t.save}</summary>
          <form method="post" action="/views" className="query">
            <input type="hidden" name="list" value={list} />
            <input type="hidden" name="search" value={query} />
            <TextField name="name" id="view-name" label={t.name} hint={t.nameHint} maxLength={20} small />
            <div className="acts">
              <Button small>{t.submit}</Button>
            </div>
          </form>
        </details>
      )}
      {shown && <ManagedView view={shown} />}
    </div>
  );
}

function ManagedView({ view }: { view: SavedView }) {
  const t = useText(listsText).views;
  return (
    <details>
      <summary className="act-link">{t.manage}</summary>
      <form method="post" action={`/views/${view.id}/name`} className="query">
        <TextField
          name="name"
          id="view-name"
          label={t.renameOf(view.name)}
          defaultValue={view.name}
          maxLength={20}
          small
        />
        <div className="acts">
          <Button small>{t.rename}</Button>
        </div>
      </form>
      <form method="post" action={`/views/${view.id}/withdrawal`}>
        <Button kind="stop" small aria-label={t.removeOf(view.name)}>
          {t.remove}
        </Button>
      </form>
    </details>
  );
}
