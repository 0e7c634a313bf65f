import { strToU8, unzipSync, zipSync } from 'fflate'
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  WebMOutputFormat,
  type AudioCodec,
  type OutputFormat,
} from 'mediabunny'
import { afterAll, expect, test } from 'vitest'
import { CleaningFault, openCleaner } from './cleaning.ts'

const cleaner = openCleaner()
afterAll(() => cleaner.stop())

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const reasonOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'taken',
    (error: unknown) => (error instanceof CleaningFault ? error.reason : String(error)),
  )

type Recorded = {
  readonly codec: AudioCodec
  readonly format: OutputFormat
  readonly packet: Uint8Array
  readonly description?: Uint8Array
}

const OPUS_SILENCE = new Uint8Array([0xf8, 0xff, 0xfe])
const MP3_FRAME = new Uint8Array(417)
MP3_FRAME.set([0xff, 0xfb, 0x90, 0x64])
/** RFC 7845: version 1, two channels, 48,000 a second. */
const OPUS_HEAD = new Uint8Array([...Buffer.from('OpusHead'), 1, 2, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])

/** A recording as telephones make it: a title, a cover, a place, who made it. */
async function recorded({ codec, format, packet, description }: Recorded, packets = 100): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget()
  const output = new Output({ format, target })
  const source = new EncodedAudioPacketSource(codec)
  output.addAudioTrack(source, { name: 'Rowan-TRACK' })
  output.setMetadataTags({
    ...{ title: 'Rowan-TITLE', artist: 'Rowan-ARTIST', comment: 'Rowan-COMMENT 53.34,-6.26', date: new Date('2026-02-03') },
    images: [{ data: strToU8('Rowan-COVER'), mimeType: 'image/png', kind: 'coverFront' }],
  })
  await output.start()
  const decoderConfig = { codec: { opus: 'opus', aac: 'mp4a.40.2', mp3: 'mp3' }[codec as 'opus'], numberOfChannels: 2, sampleRate: 48_000 }
  for (let number = 0; number < packets; number += 1)
    await source.add(new EncodedPacket(packet, 'key', number * 0.02, 0.02), {
      decoderConfig: { ...decoderConfig, ...(description === undefined ? {} : { description }) },
    })
  await output.finalize()
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0))
}

const FORMS: readonly (Recorded & { readonly type: string })[] = [
  { type: 'audio/ogg', codec: 'opus', format: new OggOutputFormat(), packet: OPUS_SILENCE, description: OPUS_HEAD },
  { type: 'audio/webm', codec: 'opus', format: new WebMOutputFormat(), packet: OPUS_SILENCE, description: OPUS_HEAD },
  {
    type: 'audio/mp4',
    codec: 'aac',
    format: new Mp4OutputFormat(),
    packet: new Uint8Array(64).fill(7),
    description: new Uint8Array([0x11, 0x90]),
  },
  { type: 'audio/mpeg', codec: 'mp3', format: new Mp3OutputFormat(), packet: MP3_FRAME },
]

/** A wave with a list of who recorded it, and something behind its end. */
function wave(seconds: number): Uint8Array<ArrayBuffer> {
  const chunk = (name: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32LE(body.length, 4)
    return Buffer.concat([head, body])
  }
  const format = Buffer.alloc(16)
  format.writeUInt16LE(1)
  format.writeUInt16LE(1, 2)
  format.writeUInt32LE(8000, 4)
  format.writeUInt32LE(16_000, 8)
  format.writeUInt16LE(2, 12)
  format.writeUInt16LE(16, 14)
  const info = Buffer.concat([Buffer.from('INFO'), chunk('IART', Buffer.from('Rowan-ARTIST'))])
  const parts = [chunk('fmt ', format), chunk('LIST', info), chunk('data', Buffer.alloc(16_000 * seconds, 3))]
  return new Uint8Array(Buffer.concat([chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...parts])), Buffer.from('Rowan-BEHIND')]))
}

test('a recording keeps its sound and loses what its container said', async () => {
  for (const { type, ...form } of FORMS) {
    const told = await recorded(form)
    expect([type, textOf(told).includes('Rowan')]).toEqual([type, true])
    const clean = await cleaner.sound(told)
    expect([
      clean.type,
      textOf(clean.bytes).includes('Rowan'),
      clean.seconds >= 1,
      textOf(clean.bytes).includes(textOf(form.packet)),
    ]).toEqual([type, false, true, true])
  }
  const { bytes, type, seconds } = await cleaner.sound(wave(2))
  expect([type, seconds, textOf(bytes).includes('Rowan'), bytes.length > 32_000]).toEqual(['audio/wav', 2, false, true])
})

test('what is no recording, is cut short in the middle or lasts too long is not taken', async () => {
  expect(await reasonOf(cleaner.sound(new Uint8Array(strToU8('<svg/>'))))).toBe('unknown')
  expect(await reasonOf(cleaner.sound(new Uint8Array(Buffer.from('\0\0\0\x18ftypM4A \0\0\0\0', 'latin1'))))).toMatch(/unknown|broken/)
  const [, , mp4] = FORMS
  if (mp4 === undefined) throw new Error('no such form')
  const told = await recorded({ ...mp4, format: new Mp4OutputFormat() })
  expect(await reasonOf(cleaner.sound(told.slice(0, told.length / 2)))).toMatch(/unknown|broken/)
  expect(await reasonOf(cleaner.sound(wave(16 * 60)))).toBe('long')
})

const DOCX = {
  '[Content_Types].xml': strToU8('<Types/>'),
  'word/document.xml': strToU8('<w:document>What we decided</w:document>'),
  'docProps/core.xml': strToU8('<cp:coreProperties><dc:creator>Rowan-CREATOR</dc:creator></cp:coreProperties>'),
  'docProps/app.xml': strToU8('<Properties><Company>Rowan-COMPANY</Company></Properties>'),
  'docProps/thumbnail.jpeg': strToU8('Rowan-THUMBNAIL'),
}
const ODT = {
  mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 as const }] as const,
  'content.xml': strToU8('<office:document-content>What we decided</office:document-content>'),
  'meta.xml': strToU8('<office:meta><meta:initial-creator>Rowan-CREATOR</meta:initial-creator></office:meta>'),
}

test('a file is known by what it holds; of office documents the words stay, and who wrote them goes', async () => {
  const documents = [
    [zipSync(DOCX, { level: 0, comment: 'Rowan-COMMENT' }), 'docx', 'word/document.xml'],
    [
      zipSync({ mimetype: [...ODT.mimetype], 'content.xml': ODT['content.xml'], 'meta.xml': ODT['meta.xml'] }, { level: 0 }),
      'odt',
      'content.xml',
    ],
  ] as const
  for (const [bytes, ending, part] of documents) {
    const told = new Uint8Array(Buffer.concat([bytes]))
    expect(textOf(told)).toContain('Rowan')
    const clean = await cleaner.paper(told, 'minutes.pdf')
    const parts = unzipSync(clean.bytes)
    const all = Object.values(parts).map(textOf).join('\n')
    expect([clean.ending, all.includes('Rowan'), textOf(clean.bytes).includes('Rowan'), textOf(parts[part] ?? new Uint8Array())]).toEqual([
      ...[ending, false, false],
      expect.stringContaining('What we decided'),
    ])
  }
  const table = await cleaner.paper(new Uint8Array(strToU8('name;day\né;1')), 'list.CSV')
  expect([table.type, textOf(table.bytes)]).toEqual(['text/csv; charset=utf-8', textOf(strToU8('name;day\né;1'))])
  expect((await cleaner.paper(new Uint8Array(strToU8('%PDF-1.7\n1 0 obj\n%%EOF\n')), 'a')).ending).toBe('pdf')
})

test('programs, macros, archives that fill a disk and files cut short are not taken', async () => {
  const asked = (bytes: Uint8Array, name = 'a.docx') => reasonOf(cleaner.paper(new Uint8Array(bytes), name))
  expect(await asked(Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1'), 'a.txt')).toBe('unknown')
  expect(await asked(zipSync({ ...DOCX, 'word/vbaProject.bin': strToU8('x') }))).toBe('macros')
  expect(await asked(zipSync({ 'evil.html': strToU8('<script>') }))).toBe('unknown')
  const whole = zipSync(DOCX)
  expect(await asked(whole.subarray(0, whole.length - 60))).toBe('broken')
  expect(await asked(strToU8('%PDF-1.7 and then it was cut'), 'a.pdf')).toBe('broken')
  const bomb = zipSync({ ...DOCX, 'word/media/zero': new Uint8Array(70 * 1024 * 1024) }, { level: 9 })
  expect([bomb.length < 200_000, await asked(bomb)]).toEqual([true, 'points'])
})

test('what does not end is ended, and the next one is taken', async () => {
  const hurried = openCleaner({ seconds: 0.001, megabytes: 384, waiting: 1 })
  expect(await reasonOf(hurried.sound(wave(60)))).toBe('slow')
  await hurried.stop()
  const full = openCleaner({ seconds: 20, megabytes: 384, waiting: 0 })
  expect(await reasonOf(full.sound(wave(1)))).toBe('busy')
})
