import { readFileSync } from 'node:fs'
import { cleanPicture } from '../../platform/pictures.ts'
import { cleanSound } from '../../platform/sound.ts'

/** A file as the room of media keeps it, cleaned as every upload is. */
type Cleaned = {
  readonly sort: 'picture' | 'sound'
  readonly type: string
  readonly name: string
  readonly whole: Uint8Array<ArrayBuffer>
  readonly small: Uint8Array<ArrayBuffer> | null
  readonly width: number | null
  readonly height: number | null
  readonly seconds: number | null
}
export type Recorded = { readonly hall: Cleaned; readonly songs: Cleaned; readonly melody: Cleaned }

/** Two pictures that were drawn for this, and a melody that is reckoned: nobody can be seen or heard. Made before the stage opens. */
export async function recordDemo(): Promise<Recorded> {
  return { hall: await picture('hall'), songs: await picture('songs'), melody: await melody() }
}

async function picture(name: string): Promise<Cleaned> {
  const { whole, small } = await cleanPicture(new Uint8Array(readFileSync(new URL(`./pictures/${name}.webp`, import.meta.url))))
  const { width, height } = whole
  return { sort: 'picture', type: 'image/webp', name: `${name}.webp`, whole: whole.bytes, small: small.bytes, width, height, seconds: null }
}

const RATE = 8000
/** Half tones above A, and how many quarters of a second each lasts. */
const NOTES = [
  ...[
    [3, 2],
    [5, 1],
    [7, 3],
    [5, 2],
    [3, 1],
    [0, 3],
  ],
  ...[
    [3, 2],
    [5, 1],
    [7, 2],
    [10, 1],
    [8, 3],
    [7, 3],
  ],
  ...[
    [8, 2],
    [7, 1],
    [5, 3],
    [7, 2],
    [5, 1],
    [3, 5],
  ],
] as const

async function melody(): Promise<Cleaned> {
  const sound = await cleanSound(wavOf(NOTES.flatMap(([tone, quarters]) => hummed(220 * 2 ** (tone / 12), quarters / 4))))
  if ('refused' in sound) throw new Error(`the melody was refused: ${sound.refused}`)
  const { bytes, type, seconds } = sound
  return { sort: 'sound', type, name: 'la-barque.wav', whole: bytes, small: null, width: null, height: null, seconds }
}

/** One tone that swells and dies away, from -1 to 1. */
function hummed(hertz: number, seconds: number): readonly number[] {
  const count = Math.round(RATE * seconds)
  return Array.from({ length: count }, (_, at) => {
    const swell = Math.sin((Math.PI * at) / count) ** 0.6
    const turn = (2 * Math.PI * hertz * at) / RATE
    return 0.5 * swell * (0.8 * Math.sin(turn) + 0.2 * Math.sin(2 * turn))
  })
}

/** One channel, sixteen bits. */
function wavOf(samples: readonly number[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(44 + 2 * samples.length))
  const put = (at: number, word: string) => [...word].forEach((sign, index) => view.setUint8(at + index, sign.charCodeAt(0)))
  put(0, 'RIFF')
  view.setUint32(4, 36 + 2 * samples.length, true)
  put(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, 2 * RATE, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  put(36, 'data')
  view.setUint32(40, 2 * samples.length, true)
  samples.forEach((sample, at) => view.setInt16(44 + 2 * at, Math.round(32_767 * sample), true))
  return new Uint8Array(view.buffer)
}
