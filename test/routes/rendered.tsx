import type { ComponentType } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from "react-router-dom/server";
import { type Locale, LocaleContext } from "~/text/text";

/** The page as a browser gets it: the loader's answer through JSON, or the action's refusal beside it. */
export async function rendered(
  module: { default: ComponentType; loader: unknown },
  answer: { loaded: unknown; refused?: unknown },
  locale: Locale,
): Promise<string> {
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as object;
  const routes = [{ id: "page", path: "*", Component: module.default, loader: () => plain(answer.loaded) }];
  const handler = createStaticHandler(routes);
  const context = await handler.query(new Request("http://here/page"));
  if (context instanceof Response) throw new Error("redirected");
  if (answer.refused) context.actionData = { page: plain(answer.refused) };
  return renderToStaticMarkup(
    <LocaleContext.Provider value={locale}>
      <StaticRouterProvider
        router={createStaticRouter(handler.dataRoutes, context)}
        context={context}
        hydrate={false}
      />
    </LocaleContext.Provider>,
  );
}
