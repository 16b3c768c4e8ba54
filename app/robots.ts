import type { MetadataRoute } from "next";

/** Search engines may look at published policies, each of which says itself whether it may be listed. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: ["/p/", "/$"], disallow: "/" } };
}
