/** Addresses of the public door, where the frame and the landing page link to them. */
export const publicPlaces = {
  home: "/",
  verify: "/verify",
  offline: "/verify/offline",
  roster: "/roster",
  signIn: "/sign-in",
  signOut: "/sign-out",
  help: "/help",
  accessibility: "/accessibility",
  privacy: "/privacy",
} as const;
