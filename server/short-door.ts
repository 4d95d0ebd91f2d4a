import type { AppLoadContext, ServerBuild } from "@remix-run/node";

// What the exam room's script asks at every click, and other systems about officers, needs no page and no layout. Its route
// is called as the framework would call it, without the framework: finding the route, two more requests and what cancels
// them cost more than the answer.

const ROOM = /^\/my\/attempts\/([^/%]+)\/(answers|leavings)$/;

const API = /^\/api\/v1\/(eligibility|team-eligibility)$/;

type Asked = { route: string; params: Record<string, string> };

function askedAt(pathname: string): Asked | null {
  const [, attemptId, name] = ROOM.exec(pathname) ?? [];
  if (attemptId !== undefined)
    return { route: `routes/my.attempts.$attemptId_.${name}`, params: { attemptId } };
  const [, question] = API.exec(pathname) ?? [];
  return question === undefined ? null : { route: `routes/api.v1.${question}`, params: {} };
}

/** Whether this is what the room's script asks, or another system. */
export const isShortLine = (pathname: string): boolean => askedAt(pathname) !== null;

/** Of a save the attempt it belongs to, as its address says; undefined for everything else. */
export function savedAttempt(method: string | undefined, pathname: string): string | undefined {
  const [, attemptId, name] = ROOM.exec(pathname) ?? [];
  return method === "POST" && name === "answers" ? attemptId : undefined;
}

/** The answer of the route itself; null for everything else, which is the framework's. */
export function shortDoor(
  build: ServerBuild,
  pathname: string,
): ((request: Request, context: AppLoadContext) => Promise<Response>) | null {
  const asked = askedAt(pathname);
  const module = asked && build.routes[asked.route]?.module;
  if (!module) return null;
  return async (request, context) => {
    const args = { request, params: asked.params, context };
    const { loader, action } = module;
    const answer = request.method === "GET" ? loader : request.method === "POST" ? action : undefined;
    if (!answer) return new Response(null, { status: 405 });
    try {
      return (await answer(args)) as Response;
    } catch (error) {
      if (error instanceof Response) return error;
      build.entry.module.handleError?.(error, args);
      return new Response(null, { status: 500 });
    }
  };
}
