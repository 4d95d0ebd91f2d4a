import { UNSAFE_RemixContext as RemixContext, type UNSAFE_RemixContextObject } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from "react-router-dom/server";
import { describe, expect, it } from "vitest";
import { NonceContext } from "~/nonce";
import Root, { ErrorBoundary, Layout, loader, meta } from "~/root";

// The root as Remix mounts it, over one small page. Only the routes' manifest is made by hand.

describe("the document", () => {
  it("ships no script and no style of its own", async () => {
    const html = await documentOf({});
    expect(html).toContain("<p>page</p>");
    expect(html).not.toContain("<script");
    expect(html).not.toContain(" style=");
    expect(html).toContain('rel="stylesheet"');
  });

  it("ships scripts, with the nonce, where a matched page is interactive", async () => {
    const html = await documentOf({ handle: { interactive: true } });
    expect(html).toContain("<script");
    for (const script of html.match(/<script[^>]*>/g) ?? []) expect(script).toContain('nonce="n0nce"');
  });

  it("is in the reader's language and size", async () => {
    expect(await documentOf({})).toContain('<html lang="zh-CN">');
    const html = await documentOf({ headers: { Cookie: "lang=en; elder=1" } });
    expect(html).toContain('<html lang="en" data-elder="">');
    expect(html).toContain("Skip to content");
    expect(html).toContain('href="#main"');
  });
});

describe("the page for what went wrong", () => {
  it.each([
    [403, "您没有查看这一页的权限", "You are not permitted to see this page"],
    [404, "没有找到这一页", "This page was not found"],
    [405, "这个地址不能这样打开", "This address cannot be opened that way"],
    [413, "上传的文件太大", "The uploaded file is too large"],
    [500, "系统出错，这次操作没有完成", "Something went wrong and this was not completed"],
  ])("%i is calm, in both languages, and names itself in the title", async (status, zh, en) => {
    const html = await documentOf({ fails: () => new Response(null, { status }) });
    expect(html).toContain(`<title>${zh} - 持证</title>`);
    expect(html).toContain(`<h1>${zh}</h1>`);
    expect(html).toContain(`<h2>${en}</h2>`);
    expect(html).not.toContain("<script");
  });

  it("an unexpected error shows the reference and nothing of the error", async () => {
    const html = await documentOf({
      fails: () => new Error("secret"),
      requestId: "abc-123",
      headers: { Cookie: "lang=en" },
    });
    expect(html).toContain("Error reference abc-123");
    expect(html).not.toContain("secret");
  });

  it("a page that is merely missing shows no reference", async () => {
    const html = await documentOf({ fails: () => new Response(null, { status: 404 }), requestId: "abc-123" });
    expect(html).not.toContain("abc-123");
  });
});

describe("a page that answers a refused form", () => {
  const answersForm = (init: RequestInit) =>
    loader({ request: new Request("http://here/x", init), params: {}, context: {} as never }).answersForm;

  it("is told by the form's headers, which Remix keeps when it runs the loaders after the action", () => {
    expect(answersForm({})).toBe(false);
    expect(
      answersForm({ headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" } }),
    ).toBe(true);
    expect(answersForm({ headers: { "Content-Type": "multipart/form-data; boundary=x" } })).toBe(true);
    expect(answersForm({ headers: { "Content-Type": "application/json" } })).toBe(false);
  });
});

async function documentOf({
  handle,
  fails,
  headers,
  requestId,
}: {
  handle?: unknown;
  fails?: () => unknown;
  headers?: Record<string, string>;
  requestId?: string;
}): Promise<string> {
  const routes = [
    {
      id: "root",
      path: "/",
      loader: (args: { request: Request }) =>
        loader({ ...args, params: {}, context: { requestId } as never }),
      element: (
        <Layout>
          <Root />
        </Layout>
      ),
      errorElement: (
        <Layout>
          <ErrorBoundary />
        </Layout>
      ),
      children: [
        {
          id: "page",
          index: true,
          handle,
          element: <p>page</p>,
          loader() {
            if (fails) throw fails();
            return null;
          },
        },
      ],
    },
  ];
  const handler = createStaticHandler(routes);
  const context = await handler.query(new Request("http://here/", { headers }));
  if (context instanceof Response) throw new Error("redirected");
  const remix = {
    manifest: {
      version: "1",
      url: "/manifest.js",
      entry: { module: "/entry.js", imports: [] },
      routes: Object.fromEntries(
        ["root", "page"].map((id) => [
          id,
          { id, module: `/${id}.js`, imports: [], hasLoader: true, path: "" },
        ]),
      ),
    },
    routeModules: {
      root: { default: Root, meta, links: () => [{ rel: "stylesheet", href: "/app.css" }] },
      page: { default: () => null },
    },
    future: { v3_singleFetch: false, v3_lazyRouteDiscovery: false },
    isSpaMode: false,
    serverHandoffString: "{}",
    renderMeta: {},
  } as unknown as UNSAFE_RemixContextObject;
  return renderToString(
    <NonceContext.Provider value="n0nce">
      <RemixContext.Provider value={remix}>
        <StaticRouterProvider
          router={createStaticRouter(handler.dataRoutes, context)}
          context={context}
          hydrate={false}
        />
      </RemixContext.Provider>
    </NonceContext.Provider>,
  );
}
