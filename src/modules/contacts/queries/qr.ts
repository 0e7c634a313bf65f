import { create } from 'qrcode'

export type Qr = { readonly size: number; readonly path: string }

/** The squares of a QR code as one path, drawn in the page itself: nobody else sees what it says. */
export function qrOf(text: string): Qr {
  const { modules } = create(text, { errorCorrectionLevel: 'L' })
  const { size, data } = modules
  const squares = Array.from(data, (on, at) => (on ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : ''))
  return { size, path: squares.join('') }
}
