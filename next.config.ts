import type { NextConfig } from "next";

/** Headers that are the same for every answer, files included; those that depend on the request are set in proxy.ts. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  // Not `no-referrer`: under it browsers send `Origin: null` with a page's own forms, which proxy.ts refuses.
  // `same-origin` keeps addresses with tokens in them from every other site just as well.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true }, // `npm test` checks types; the build need not do it twice
  images: { unoptimized: true },
  experimental: { proxyClientMaxBodySize: "1mb" }, // proxy.ts refuses what is larger; nothing is cut off
  headers: async () => [{ source: "/:path*", headers }],
};

export default config;
