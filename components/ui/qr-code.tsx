import { generate } from "lean-qr";

type QrCodeProps = {
  /** What a telephone's camera reads out of it, such as an address. */
  text: string;
  /** What it leads to, for those who cannot see it. */
  label: string;
  className?: string;
};

const quiet = 4;

/** A QR code as one shape, drawn on the server. */
export function QrCode({ text, label, className }: QrCodeProps) {
  const code = generate(text);
  const rows = Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (_, x) => (code.get(x, y) ? `M${x} ${y}h1v1h-1z` : "")).join(""),
  );
  const size = code.size + 2 * quiet;
  return (
    <svg
      role="img"
      aria-label={label}
      className={className}
      viewBox={`${-quiet} ${-quiet} ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect x={-quiet} y={-quiet} width={size} height={size} fill="#ffffff" />
      <path d={rows.join("")} fill="#000000" />
    </svg>
  );
}
