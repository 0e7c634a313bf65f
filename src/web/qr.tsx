import { create } from 'qrcode'

export type Qr = { readonly size: number; readonly path: string }

/** The squares of a QR code as one path, drawn in the page itself: nobody else sees what it says. `M` where paper gets wet and torn, or a screen is bad. */
export function qrOf(text: string, strength: 'L' | 'M' = 'L'): Qr {
  const { modules } = create(text, { errorCorrectionLevel: strength })
  const { size, data } = modules
  const squares = Array.from(data, (on, at) => (on ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : ''))
  return { size, path: squares.join('') }
}

/** The same as a picture of its own, with the quiet edge that readers need. */
export const svgOf = ({ size, path }: Qr): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${size + 8} ${size + 8}" width="800" height="800" shape-rendering="crispEdges"><path fill="#fff" d="M-4-4h${size + 8}v${size + 8}h-${size + 8}z"/><path d="${path}"/></svg>\n`

/** Black on white whatever the colours of the page: a camera has to read it. `side` is in pixels. */
export const QrCode = ({ qr, label, side = 220 }: { qr: Qr; label: string; side?: number }) => (
  <svg
    viewBox={`-3 -3 ${qr.size + 6} ${qr.size + 6}`}
    width={side}
    height={side}
    role="img"
    aria-label={label}
    shape-rendering="crispEdges"
  >
    <rect x="-3" y="-3" width={qr.size + 6} height={qr.size + 6} fill="#fff" />
    <path d={qr.path} fill="#000" />
  </svg>
)
