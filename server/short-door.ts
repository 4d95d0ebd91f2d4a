import type { AppLoadContext, ServerBuild } from "@remix-run/node";

// What the exam room's script asks at every click needs no page and no layout. Its route is called as the framework would
// call it, without the framework: finding the route, two more requests and what cancels them cost more than the answer.

const ROOM = /^\/my\/attempts\/([^/%]+)\/(answers|leavings)$/;

/** Whether this is what the room's script asks. */
export const isRoomLine = (pathname: string): boolean => ROOM.test(pathname);

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
  const [, attemptId, name] = ROOM.exec(pathname) ?? [];
  const module = build.routes[`routes/my.attempts.$attemptId_.${name}`]?.module;
  if (attemptId === undefined || !module) return null;
  return async (request, context) => {
    const args = { request, params: { attemptId }, context };
    const { loader, action } = module;
    const asked = request.method === "GET" ? loader : request.method === "POST" ? action : undefined;
    if (!asked) return new Response(null, { status: 405 });
    try {
      return (await asked(args)) as Response;
    } catch (error) {
      if (error instanceof Response) return error;
      build.entry.module.handleError?.(error, args);
      return new Response(null, { status: 500 });
    }
  };
}
