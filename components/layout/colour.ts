/** The colour at the top of the page when an organisation has none of its own. */
export const standardColour = "#0b5351";

/** An organisation's colour as `#rrggbb` in small letters, or the standard one when it is not a colour. */
export function colourOf(colour: string | null | undefined): string {
  const hex = colour?.trim().toLowerCase() ?? "";
  if (/^#[0-9a-f]{6}$/.test(hex)) return hex;
  if (/^#[0-9a-f]{3}$/.test(hex)) return `#${[...hex.slice(1)].map((figure) => figure + figure).join("")}`;
  return standardColour;
}

/** Relative luminance of an `#rrggbb` colour, 0 to 1, as WCAG 2 defines it. */
function luminance(hex: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/** Contrast of two `#rrggbb` colours, 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/**
 * Whether words on this ground must be white (`light`) or black (`dark`). Black and not ink: between the
 * two of them every colour there is gets at least 4.5 to 1.
 */
export function wordsOn(ground: string): "light" | "dark" {
  return contrast(ground, "#ffffff") >= contrast(ground, "#000000") ? "light" : "dark";
}
