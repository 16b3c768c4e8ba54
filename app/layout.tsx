import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s – Countersign", default: "Countersign" },
  description: "Acceptable-use policies for schools and trusts: kept, signed, and proved.",
  robots: { index: false, follow: false },
  icons: {
    icon: [
      { url: "/favicon.ico", sizes: "32x32" },
      { url: "/favicon.svg", type: "image/svg+xml" },
    ],
  },
  // Times, dates and receipt numbers are not telephone numbers, whatever Safari thinks.
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#ffffff" };

/**
 * Every page is rendered for its request: `proxy.ts` gives each answer a nonce of its own, which Next
 * copies onto its scripts, and a page made at build time could not have it.
 */
export const dynamic = "force-dynamic";

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB">
      <body>{children}</body>
    </html>
  );
}
