import sharp, { type Sharp } from 'sharp'
import { openTurns } from './turns.ts'

export type PictureReason = 'unknown' | 'heic' | 'broken' | 'points' | 'slow' | 'busy'

/** Why a picture is not taken. */
export class PictureFault extends Error {
  override readonly name = 'PictureFault'
  readonly reason: PictureReason
  constructor(reason: PictureReason, options?: ErrorOptions) {
    super(`The picture is not taken: ${reason}.`, options)
    this.reason = reason
  }
}

export type Drawn = { readonly bytes: Uint8Array<ArrayBuffer>; readonly width: number; readonly height: number }
/** Two forms of one picture, both WebP: the larger keeps what can be seen on a screen, the smaller is for slow links. */
export type CleanPicture = { readonly whole: Drawn; readonly small: Drawn }

export type PictureLimits = {
  /** Of the picture as it comes: a small file can hold a picture that fills the memory. */
  readonly points: number
  readonly seconds: number
  /** The longer side of what is kept. */
  readonly edge: number
  readonly smallBytes: number
  /** So many wait for their turn; more would only wait longer. */
  readonly waiting: number
}

export const PICTURE_LIMITS: PictureLimits = { points: 50_000_000, seconds: 20, edge: 2048, smallBytes: 40 * 1024, waiting: 30 }

const starts = (bytes: Uint8Array, at: number, text: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', at, at + text.length) === text

/** By its first bytes, whatever its name or its sender says. Nothing that is drawn by a program of its own (SVG, PDF) is a picture here. */
export function pictureSort(bytes: Uint8Array): 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | null {
  if (starts(bytes, 0, '\xff\xd8\xff')) return 'jpeg'
  if (starts(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png'
  if (starts(bytes, 0, 'GIF87a') || starts(bytes, 0, 'GIF89a')) return 'gif'
  if (starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP')) return 'webp'
  if (!starts(bytes, 4, 'ftyp')) return null
  if (starts(bytes, 8, 'avif')) return 'avif'
  return ['heic', 'heix', 'hevc', 'mif1', 'msf1'].some((brand) => starts(bytes, 8, brand)) ? 'heic' : null
}

const turns = openTurns()

/**
 * Decodes a picture and draws it anew, turned as its camera says: place, camera, names, comments and whatever was put behind its end are in no
 * pixel, so they are gone. One after the other, in threads of the library, so that no page waits. Throws a `PictureFault`.
 */
export async function cleanPicture(bytes: Uint8Array, limits: PictureLimits = PICTURE_LIMITS): Promise<CleanPicture> {
  const sort = pictureSort(bytes)
  if (sort === null) throw new PictureFault('unknown')
  if (turns.waiting() >= limits.waiting) throw new PictureFault('busy')
  return turns.take(async () => drawAnew(bytes, sort, limits))
}

async function drawAnew(bytes: Uint8Array, sort: string, limits: PictureLimits): Promise<CleanPicture> {
  const open = () => sharp(bytes, { limitInputPixels: limits.points, failOn: 'error', sequentialRead: true, pages: 1 })
  try {
    const { width, height, format } = await open().metadata()
    if (width * height > limits.points) throw new PictureFault('points')
    if (format !== (sort === 'avif' || sort === 'heic' ? 'heif' : sort)) throw new PictureFault('unknown')
    const whole = await drawnIn(open(), { edge: limits.edge, quality: 80, seconds: limits.seconds })
    return { whole, small: await smallOf(whole, limits) }
  } catch (error) {
    if (error instanceof PictureFault) throw error
    throw new PictureFault(reasonOf(error, sort), { cause: error })
  }
}

/** Of what was drawn already: the second decoding is of a picture that we made. */
async function smallOf({ bytes }: Drawn, { smallBytes, seconds }: PictureLimits): Promise<Drawn> {
  let drawn: Drawn | null = null
  for (const [edge, quality] of [
    ...[[640, 60] as const, [640, 35] as const, [480, 30] as const],
    ...[[320, 25] as const, [200, 15] as const],
  ]) {
    drawn = await drawnIn(sharp(bytes), { edge, quality, seconds })
    if (drawn.bytes.length <= smallBytes) return drawn
  }
  throw new PictureFault('broken')
}

type Drawing = { readonly edge: number; readonly quality: number; readonly seconds: number }

async function drawnIn(picture: Sharp, { edge, quality, seconds }: Drawing): Promise<Drawn> {
  const { data, info } = await picture
    .timeout({ seconds })
    .autoOrient()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .webp({ quality, effort: 3 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: new Uint8Array(data), width: info.width, height: info.height }
}

function reasonOf(error: unknown, sort: string): PictureReason {
  const said = error instanceof Error ? error.message : ''
  if (/pixel limit/i.test(said)) return 'points'
  if (/timeout/i.test(said)) return 'slow'
  // Whether telephones' own form can be read depends on how the library was built.
  return sort === 'heic' ? 'heic' : 'broken'
}
