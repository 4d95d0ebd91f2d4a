/** Remix's options; read by vite.config.ts. File routes stay file routes (v3_routeConfig is off). */
export default {
  appDirectory: "app",
  ignoredRouteFiles: ["**/.*"],
  future: {
    v3_fetcherPersist: true,
    // A room without a network must not ask the server which routes there are: a click on the answer sheet changes the
    // address's fragment, and the framework would look it up, fail, and replace the room by an error page.
    v3_lazyRouteDiscovery: false,
    v3_relativeSplatPath: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
    v3_routeConfig: false,
  },
};
