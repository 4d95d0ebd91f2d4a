import { randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { AppLoadContext, RequestHandler, ServerBuild } from "@remix-run/node";
import { createRequestHandler } from "@remix-run/node";
import { createRequestListener } from "@remix-run/node-fetch-server";
import { type Logger, pino } from "pino";
import sirv from "sirv";
import type { Environment } from "./app/env.server.ts";
import { missingPurposes } from "./app/keys.server.ts";
import { openDatabase, StartRefused, sayAndExit } from "./prisma/database.ts";
import { loadDemoDistrict, refuseDemoAccounts } from "./prisma/demo-load.ts";
import { doorsOf } from "./server/doors.ts";
import { converse, exchange, isShort } from "./server/exchange.ts";
import { alignHost, clientAddress, isFromOurPages, limitBody, setSecurityHeaders } from "./server/guards.ts";
import { ownManifest } from "./server/own-manifest.ts";
import { type PlainStatus, plainPage } from "./server/plain-pages.ts";
import { isShortLine, savedAttempt, shortDoor } from "./server/short-door.ts";

// Start order: environment → database → migrations → demo district → listen. Stop order is the reverse. Imported by
// scripts/start.mjs and scripts/dev.mjs after they have installed and built what is missing.

const ROOT = path.dirname(fileURLToPath(import.meta.url));
/** How many may knock in one moment, when an exam opens: beyond it the system breaks their connections. */
const BACKLOG = 4_096;
const PATIENCE_MS = 10_000;
/** npm passes Ctrl-C on although the terminal has told us already. */
const ECHO_MS = 2_000;

type App = Pick<
  typeof import("./app/entry.server.tsx"),
  "isReady" | "saveLine" | "signingHindrance" | "startWork" | "stopWork"
>;
type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
type Pages = {
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** The routes that a path can end at; while developing it is always all of them. */
  doorFor?: (pathname: string) => ServerBuild;
  app: () => Promise<App>;
  assets: Middleware;
  close(): Promise<void>;
};

/** Undone in reverse order when the server stops, however far its start had come. */
const undo: (() => Promise<void>)[] = [];

let stopping = 0;

/** A minute altogether. */
const RECOVERY_TRIES = 240;
const RECOVERY_REST_MS = 250;

/** Answers that go on until somebody ends them: they must not hold up the end of the others. */
const streams = new Set<ServerResponse>();

export async function serve({ development }: { development: boolean }) {
  heedSignals();
  try {
    await start(development);
  } catch (error) {
    if (stopping > 0) return;
    await stop();
    sayAndExit(error);
  }
}

/** Alone: development tools bring handlers of their own, which end the process before the database has stopped. */
function heedSignals() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (stopping === 0) {
        stopping = Date.now();
        console.log("Stopping …");
        stop().then(() => process.exit(0), sayAndExit);
      } else if (Date.now() - stopping > ECHO_MS) process.exit(130);
    });
  }
}

async function stop() {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
}

async function start(development: boolean) {
  const say = (line: string) => console.log(line);
  const database = await openDatabase(say);
  undo.push(database.close);
  const { environment } = database;
  if (environment.mode === "production") {
    if (!fs.existsSync(environment.keysPath))
      throw new StartRefused(
        "CHIZHENG_KEYS names a file that does not exist. Restore it from the backup; for a new server make one: npm run keys:new.",
      );
    refuseIncompleteKeys(environment.keysPath);
    await refuseDemoAccounts(database.ownerUrl);
  } else await loadDemoDistrict(database, say);

  const pages = development ? await developmentPages() : await builtPages();
  const app = await pages.app();
  undo.push(app.stopWork);
  heedSignals();
  const log = pino({
    level: environment.logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  // A promise nobody waited for must not end the exam of everyone else; anything worse ends in good order.
  process.on("unhandledRejection", (error) => log.error({ error: traceOf(error) }, "unhandled rejection"));
  process.on("uncaughtException", (error) => {
    log.fatal({ error: traceOf(error) }, "uncaught exception");
    stop().finally(() => process.exit(1));
  });
  const server = createServer(listener(environment, pages, log, development));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: environment.port, host: environment.host, backlog: BACKLOG }, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(listenProblem(error, environment));
  });
  undo.push(() => finishRequests(server), pages.close);
  // The first visitor does not wait for the database client to warm up, and a database that recovers from the power cut
  // that took both is waited for.
  for (let tries = 0; !(await app.isReady()) && tries < RECOVERY_TRIES; tries += 1)
    await sleep(RECOVERY_REST_MS);
  await app.startWork((error) => log.error({ error: traceOf(error) }, "job"));
  await announce(environment);
  const hindrance = await app.signingHindrance();
  if (hindrance) log.warn(hindrance);
}

/** After an update: keys of new purposes are made by whoever keeps the file, not by the server. */
function refuseIncompleteKeys(path: string) {
  const missing = missingPurposes(path);
  if (missing.length > 0)
    throw new StartRefused(
      `CHIZHENG_KEYS lacks keys for: ${missing.join(", ")}. Add them and back the file up again: npm run keys:new -- ${path}`,
    );
}

async function finishRequests(server: Server) {
  const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  for (const stream of streams) stream.destroy();
  await closed;
  clearTimeout(impatience);
}

async function builtPages(): Promise<Pages> {
  const build: ServerBuild = await import(pathToFileURL(path.join(ROOT, "build/server/index.js")).href);
  const assets = sirv(path.join(ROOT, "build/client"), {
    gzip: true,
    brotli: true,
    etag: true,
    setHeaders(response, pathname) {
      const immutable = pathname.startsWith("/assets/");
      response.setHeader(
        "Cache-Control",
        immutable ? "public, max-age=31536000, immutable" : "public, max-age=3600",
      );
    },
  });
  const doorFor = doorsOf(build);
  const answersManifest = ownManifest(build, doorFor);
  return {
    ...{ build, doorFor },
    app: async () => build.entry.module as unknown as App,
    assets: (request, response, next) => {
      if (!answersManifest(request, response)) assets(request, response, next);
    },
    close: async () => {},
  };
}

async function developmentPages(): Promise<Pages> {
  const { createServer: createVite } = await import("vite");
  const vite = await createVite({ root: ROOT, server: { middlewareMode: true } });
  const load = async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild;
  return {
    build: load,
    app: async () => (await load()).entry.module as unknown as App,
    assets: vite.middlewares,
    close: () => vite.close(),
  };
}

function listener(environment: Environment, pages: Pages, log: Logger, development: boolean) {
  const handlerFor = handlersOf(pages);
  const https = environment.publicUrl.startsWith("https:");

  return (request: IncomingMessage, response: ServerResponse) => {
    const began = performance.now();
    const nonce = randomBytes(16).toString("base64");
    const pathname = (request.url ?? "/").split("?")[0]!;
    setSecurityHeaders(response, nonce, { https, development, pathname });
    const answer = (status: PlainStatus) => {
      if (response.headersSent) return response.destroy();
      response.writeHead(status, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" });
      response.end(request.method === "HEAD" ? undefined : plainPage(status));
    };
    if (pathname === "/healthz") return void response.end("ok\n");
    if (pathname === "/readyz")
      return void pages
        .app()
        .then((app) => app.isReady())
        .then((ready) => (ready ? response.end("ok\n") : answer(503)));

    pages.assets(request, response, () => {
      const requestId = randomUUID();
      // The path only: what follows the question mark may be a name someone searched for.
      const facts = { id: requestId, method: request.method, path: pathname };
      response.once("close", () => {
        const ms = Math.round(performance.now() - began);
        const outcome = response.writableFinished ? "request" : "request aborted";
        log.info({ ...facts, status: response.statusCode, ms }, outcome);
      });
      if (!URL.canParse(`http://${request.headers.host ?? "localhost"}${request.url}`)) return answer(400);
      if (!isFromOurPages(request, environment.publicUrl)) return answer(403);
      if (limitBody(request, () => answer(413))) return;
      alignHost(request);
      // All the loaders of a page know by it that they ask for the same visitor.
      request.headers["x-request-id"] = requestId;
      const report = (error: unknown) => log.error({ ...facts, error: traceOf(error) }, "unexpected");
      const address = clientAddress(request, environment.trustedProxies);
      const context: AppLoadContext = { nonce, clientAddress: address, requestId, report };
      const handled = async (webRequest: Request) => {
        const answered = await handlerFor(pathname)(webRequest, context);
        if (answered.headers.get("Content-Type") === "text/event-stream") {
          streams.add(response);
          response.once("close", () => streams.delete(response));
        }
        if (!context.unreadable || answered.status !== 500) return answered;
        const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
        return new Response(plainPage(400), { status: 400, headers });
      };
      const failed = (error: unknown) => {
        report(error);
        answer(500);
      };
      const attemptId = savedAttempt(request.method, pathname);
      // The server's receipt decides whether a save is in time: taken before anything that may wait.
      const now = new Date();
      if (attemptId !== undefined && isShort(request))
        pages
          .app()
          .then((app) => converse(request, response, (said) => app.saveLine({ ...said, attemptId }, now)))
          .catch(failed);
      else if (isShortLine(pathname) && isShort(request))
        exchange(request, response, https ? "https:" : "http:", handled).catch(failed);
      else
        createRequestListener(handled, {
          protocol: https ? "https:" : undefined,
          onError(error) {
            report(error);
            const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
            return new Response(plainPage(500, requestId), { status: 500, headers });
          },
        })(request, response);
    });
  };
}

type Handler = (request: Request, context: AppLoadContext) => Promise<Response>;

/** In production one handler for each door, made when somebody first comes to it. */
function handlersOf({ build, doorFor }: Pages): (pathname: string) => Handler {
  if (typeof build === "function" || !doorFor) {
    const whole = createRequestHandler(build, "development");
    return () => whole;
  }
  const made = new Map<ServerBuild, RequestHandler>();
  return (pathname) => {
    const short = shortDoor(build, pathname);
    if (short) return short;
    const door = doorFor(pathname);
    const handler = made.get(door) ?? createRequestHandler(door, "production");
    made.set(door, handler);
    return handler;
  };
}

/** Where it happened. Anything that looks like an identity number is kept out of the log. */
function traceOf(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return trace.replace(/\d{17}[\dXx]/g, "[identity number]");
}

function listenProblem(error: NodeJS.ErrnoException, { host, port }: Environment) {
  if (error.code === "EADDRINUSE")
    return `PORT ${port} is taken by another program. Stop it or set PORT to another one.`;
  if (error.code === "EACCES")
    return `PORT ${port} may not be used by this user. Set PORT to one above 1023.`;
  return `HOST ${host} with PORT ${port} cannot be listened on: ${error.message}.`;
}

async function announce(environment: Environment) {
  console.log(`\nChizheng 持证  →  ${environment.publicUrl}`);
  if (environment.mode === "production") return;
  const { demoAccounts } = await import("./prisma/demo-accounts.ts");
  console.log("\n演示账号 Demo accounts:");
  for (const { login, password, role } of demoAccounts)
    console.log(`  ${login.padEnd(16)} ${password.padEnd(18)} ${role}`);
  console.log("\nCtrl-C stops everything.");
}
