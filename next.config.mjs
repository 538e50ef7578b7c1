/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  serverExternalPackages: ["postgres", "pino", "maxmind"],
  agentRules: false,
  // For forbidden(): a member without the permission gets 403 and a page that says who can help.
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: "256kb" },
    // In development it waits for headers of Next's own that our server lets nobody send: soft navigation would hang.
    reactDebugChannel: false,
  },
  turbopack: { root: import.meta.dirname ?? process.cwd() },
};

export default config;
