/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  serverExternalPackages: ["postgres", "pino", "maxmind"],
  agentRules: false,
  turbopack: { root: import.meta.dirname ?? process.cwd() },
};

export default config;
