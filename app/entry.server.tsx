import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { signerAt } from "./certification/signing.server";
import { disconnect, isUnstorable, prisma } from "./db.server";
import { type AnswerLine, answerLine, type Told } from "./exams/answer-line.server";
import { startJobs, stopJobs } from "./jobs.server";
import { NonceContext } from "./nonce";
import { onePiece } from "./one-piece.server";
import { packedPage } from "./packed-page.server";
import { refusalIn } from "./text/refusals";

declare module "@remix-run/node" {
  interface AppLoadContext {
    nonce: string;
    /** Where the request came from, behind the trusted proxies. */
    clientAddress: string;
    /** Shown to the user beside an unexpected error, and written to the log with it. */
    requestId: string;
    report(error: unknown): void;
    /** Set when what was sent cannot be read as a form or kept as text: the fault is the sender's. */
    unreadable?: boolean;
  }
}

const ABORT_MS = 5_000;
export const streamTimeout = ABORT_MS;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  // No page defers anything, so the whole page is there when its shell is: one piece, written once.
  return new Promise((resolve, reject) => {
    let begun = false;
    let answeredWith = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={loadContext.nonce}>
        <RemixServer
          context={remixContext}
          url={request.url}
          abortDelay={ABORT_MS}
          nonce={loadContext.nonce}
        />
      </NonceContext.Provider>,
      {
        nonce: loadContext.nonce,
        onShellReady() {
          begun = true;
        },
        onAllReady() {
          headers.set("Content-Type", "text/html; charset=utf-8");
          if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
          const page = onePiece((whole) => {
            clearTimeout(timer);
            packedPage(whole, request, headers)
              .then((bytes) => {
                // Without its length a page would need another write that says where it ends.
                headers.set("Content-Length", String(bytes.byteLength));
                resolve(new Response(bytes, { headers, status: answeredWith }));
              })
              .catch(reject);
          });
          pipe(page);
        },
        onShellError: reject,
        onError(error: unknown) {
          answeredWith = 500;
          if (begun && !request.signal.aborted) loadContext.report(error);
        },
      },
    );
    const timer = setTimeout(abort, ABORT_MS);
  });
}

/** What a loader or action threw unexpectedly; a page that does not exist is no surprise. The user sees the nearest ErrorBoundary. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  if (isUnstorable(error) || isNoForm(error)) {
    context.unreadable = true;
    return;
  }
  context.report(error);
}

/** What the framework says when a body is no form, or a broken one. */
const isNoForm = (error: unknown) =>
  error instanceof TypeError &&
  /form-?data/i.test(error.message) &&
  /Content-Type|parse/i.test(error.message);

// What server.ts asks of the app beside pages. It reaches this module through the build, so that there is one
// database client and not a second one beside it.

/** Whether the app can do its work: the database answers. */
export async function isReady(): Promise<boolean> {
  return prisma.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
}

/** One sentence for each thing that keeps this server from signing documents today; null when it can. */
export async function signingHindrance(): Promise<string | null> {
  const signing = await signerAt(new Date());
  if (signing.ok) return null;
  return signing.refusals
    .map((reason) => refusalIn("en", reason))
    .map(({ sentence, cure }) => `${sentence}. ${cure ?? ""}`.trim())
    .join(" ");
}

/** What the exam room's script sends at every click. */
export const saveLine = (line: AnswerLine, now: Date): Promise<Told> => answerLine(prisma, line, now);

/** Jobs begin after the server listens … */
export async function startWork(report: (error: unknown) => void): Promise<void> {
  await startJobs(report);
}

/** … and end, finishing what they hold, before the database is let go. */
export async function stopWork(): Promise<void> {
  await stopJobs();
  await disconnect();
}
