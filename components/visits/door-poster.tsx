import { type Bitmap2D, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";

type DoorPosterProps = { school: string; address: string; phoneAddress: string };

// The clear edge that readers need, in modules.
const edge = 4;

/** What hangs at the door: the code for a telephone, and the address in words for whoever types. */
export function DoorPoster({ school, address, phoneAddress }: DoorPosterProps) {
  const code: Bitmap2D = generate(phoneAddress);
  const size = code.size + 2 * edge;
  return (
    <div className="cs-door">
      <p className="cs-door__address">Welcome to {school}</p>
      <p>Please sign in before you go further. Scan this code with your phone:</p>
      <svg
        viewBox={`${-edge} ${-edge} ${size} ${size}`}
        role="img"
        aria-label={`QR code of ${phoneAddress}`}
        shapeRendering="crispEdges"
      >
        <rect x={-edge} y={-edge} width={size} height={size} fill="#ffffff" />
        <path d={toSvgPath(code)} fill="#000000" />
      </svg>
      <p>or open this address, here or on the tablet at reception:</p>
      <p className="cs-door__address">{address.replace(/^https?:\/\//, "")}</p>
    </div>
  );
}
