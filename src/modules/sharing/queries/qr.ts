import { create } from 'qrcode'

export type Qr = { readonly size: number; readonly path: string }

/** The squares of a QR code as one path. Of middle strength: on a wall it gets wet and torn. */
export function qrOf(text: string): Qr {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size, data } = modules
  const squares = Array.from(data, (on, at) => (on ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : ''))
  return { size, path: squares.join('') }
}

/** The same as a picture of its own, with the quiet edge that readers need. */
export const svgOf = ({ size, path }: Qr): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${size + 8} ${size + 8}" width="800" height="800" shape-rendering="crispEdges"><path fill="#fff" d="M-4-4h${size + 8}v${size + 8}h-${size + 8}z"/><path d="${path}"/></svg>\n`
