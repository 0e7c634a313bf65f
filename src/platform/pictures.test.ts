import sharp from 'sharp'
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { cleanPicture, PictureFault, PICTURE_LIMITS } from './pictures.ts'

const MARKS = ['Rowan-EXIF', '53/1', 'Rowan-XMP', 'Rowan-IPTC', 'Rowan-COMMENT', 'Rowan-ZIP', 'Photoshop', 'Exif']

const segment = (marker: number, text: string): Buffer => {
  const body = Buffer.from(text, 'latin1')
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xff00 + marker)
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** A photograph of a telephone: its place, its owner, a turn, and what was put into every corner of it. */
async function telling(): Promise<Uint8Array<ArrayBuffer>> {
  const pixels = await sharp({ create: { width: 60, height: 30, channels: 3, background: '#c03' } })
    .withExif({ IFD0: { Artist: 'Rowan-EXIF' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '53/1 20/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Rowan-XMP</x:xmpmeta>')
    .jpeg()
    .toBuffer()
  const iptc = segment(0xed, 'Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0f\x1c\x02\x50\0\x0aRowan-IPTC')
  return new Uint8Array(
    Buffer.concat([pixels.subarray(0, 2), segment(0xfe, 'Rowan-COMMENT'), iptc, pixels.subarray(2), Buffer.from('PK\x03\x04Rowan-ZIP')]),
  )
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const reasonOf = (bytes: Uint8Array, limits = PICTURE_LIMITS): Promise<string> =>
  cleanPicture(bytes, limits).then(
    () => 'taken',
    (error: unknown) => (error instanceof PictureFault ? error.reason : String(error)),
  )

test('nothing is left of a picture but what can be seen, turned as it was held', async () => {
  const bytes = await telling()
  expect(MARKS.filter((mark) => !textOf(bytes).includes(mark) && mark !== '53/1')).toEqual([])
  expect((await sharp(bytes).metadata()).exif?.length).toBeGreaterThan(50)
  const { whole, small } = await cleanPicture(bytes)
  for (const drawn of [whole, small]) {
    expect(MARKS.filter((mark) => textOf(drawn.bytes).includes(mark))).toEqual([])
    const { exif, xmp, iptc, icc, comments, orientation, format, width, height } = await sharp(drawn.bytes).metadata()
    expect({ exif, xmp, iptc, icc, comments, orientation, format, width, height }).toMatchObject({ format: 'webp', width: 30, height: 60 })
    expect([exif, xmp, iptc, icc, comments, orientation].filter((one) => one !== undefined)).toEqual([])
  }
})

test('each form that is taken comes out as one, of a moving picture the first; the small one is small', async () => {
  const noise = sharp({
    create: { width: 1800, height: 1200, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
  const large = await noise.png({ compressionLevel: 1 }).toBuffer()
  const { whole, small } = await cleanPicture(large)
  expect([whole.width, small.bytes.length <= PICTURE_LIMITS.smallBytes]).toEqual([1800, true])
  const frames = await sharp(
    await Promise.all(
      ['#f00', '#00f'].map((background) =>
        sharp({ create: { width: 20, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    ),
    { join: { animated: true } },
  )
    .gif()
    .toBuffer()
  expect((await sharp(frames).metadata()).pages).toBe(2)
  const first = await sharp((await cleanPicture(frames)).whole.bytes)
    .raw()
    .toBuffer()
  expect([(first[0] ?? 0) > 200, (first[2] ?? 255) < 60]).toEqual([true, true])
  const tiny = sharp({ create: { width: 8, height: 8, channels: 4, background: '#0a0' } })
  for (const bytes of [await tiny.webp().toBuffer(), await tiny.avif().toBuffer(), await tiny.jpeg().toBuffer()])
    expect(await reasonOf(bytes)).toBe('taken')
})

/** A PNG of one colour that says it is wide and high: a few hundred bytes that would fill the memory. */
function bomb(side: number): Buffer {
  const part = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(body.length)
    return Buffer.concat([head, Buffer.from(type), body, Buffer.alloc(4)])
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(side)
  size.writeUInt32BE(side, 4)
  size.set([1, 0, 0, 0, 0], 8)
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([start, part('IHDR', size), part('IDAT', deflateSync(Buffer.alloc(1000))), part('IEND', Buffer.alloc(0))])
}

test('what is no picture, lies about itself, is cut short, or would fill the memory is not taken', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const whole = Buffer.from(await telling())
  expect(await reasonOf(svg)).toBe('unknown')
  expect(await reasonOf(Buffer.from('%PDF-1.7'))).toBe('unknown')
  expect(await reasonOf(Buffer.concat([Buffer.from('\xff\xd8\xff', 'latin1'), svg]))).toBe('broken')
  expect(await reasonOf(whole.subarray(0, whole.length - 400))).toBe('broken')
  expect(await reasonOf(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'))).toBe('heic')
  expect(['points', 'broken']).toContain(await reasonOf(bomb(60_000)))
  expect(await reasonOf(whole, { ...PICTURE_LIMITS, points: 100 })).toBe('points')
})
