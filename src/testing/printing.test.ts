import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sentencesOf, type Document } from '#documents'
import { LIMITS, openPrinter, PrintFault } from '../platform/printing.ts'
import { ARABIC, ATTACKS, documentOf, REPORT, WORDS } from './documents.ts'
import { readPdf, type PdfRead } from './read-pdf.ts'

const printer = openPrinter()
afterAll(() => printer.stop())
const pdf = async (document: Document, words = WORDS.fr) => (await printer.print('pdf', document, words)).bytes
const utf8 = (text: string): string => Buffer.from(text).toString('latin1')
/** Letters without marks: readers differ in how they put marks back on letters. */
const plain = (text: string): string => text.replaceAll(/[\u064b-\u0652\u2066-\u2069]/g, '').replaceAll(/\s+/g, ' ')

describe('the report as PDF', () => {
  let bytes = new Uint8Array()
  let read: PdfRead
  beforeAll(async () => {
    bytes = await pdf(REPORT)
    read = await readPdf(bytes)
  })

  test('says what it is: PDF/UA-1, its title, language and day, its parts', () => {
    expect(Buffer.from(bytes).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(Buffer.from(bytes).toString('latin1')).toContain(utf8(REPORT.title))
    expect([read.title, read.language, read.madeAt, read.pages]).toEqual([REPORT.title, 'fr', 'D:20260502000000Z', 2])
    expect(read.bookmarks).toEqual([
      [0, 'Ce qui a été dit'],
      [1, 'Les articles'],
      [2, 'Article 1'],
      [0, 'Sources'],
    ])
  })

  test('holds every sentence in French, the marks of the editor and the numbers of pages', () => {
    const text = plain(read.text.join('\n'))
    for (const sentence of sentencesOf(REPORT).filter(({ language }) => language === 'fr')) expect(text).toContain(sentence.text)
    expect(text).toContain('Ces deux demandes se rejoignent. (※ phrase de la rédaction)')
    expect(read.text.map((page) => page.split('\n').at(-1))).toEqual(['galway-2026-6 Page 1 sur 2', 'galway-2026-6 Page 2 sur 2'])
  })

  test('is tagged: headings, lists, a table with a header, a figure with its words', () => {
    const count = (role: string): number => read.roles.get(role) ?? 0
    expect(
      Object.fromEntries(['H1', 'H2', 'H3', 'L', 'LI', 'Table', 'TH', 'TD', 'Figure', 'Link'].map((role) => [role, count(role)])),
    ).toEqual({
      ...{ H1: 2, H2: 1, H3: 1, L: 2, LI: 4, Table: 1, TH: 2, TD: 4, Figure: 1 },
      // Eight names of notes in the text, three ways back, two addresses.
      Link: 13,
    })
    expect(read.alts).toContain('Deux groupes, dont les avis se touchent.')
  })

  test('leads from each sentence to its notes and back, and to the pages of sources', () => {
    expect(read.links.filter((link) => link !== 'inside')).toEqual(REPORT.notes.flatMap(({ link }) => link ?? []))
    expect(read.links.filter((link) => link === 'inside').length).toBe(11)
  })

  test('is the same, byte for byte, however often it is made and whatever was made before', async () => {
    await pdf(ARABIC, WORDS.ar)
    expect(Buffer.compare(await pdf(REPORT), bytes)).toBe(0)
    expect(Buffer.compare(await pdf({ ...REPORT, identifier: 'galway-2026-7' }), bytes)).not.toBe(0)
  })
})

test('an Arabic report reads from right to left, sentence by sentence', async () => {
  const bytes = await pdf(ARABIC, WORDS.ar)
  const read = await readPdf(bytes)
  const text = plain(read.text.join('\n'))
  expect([read.language, read.title]).toEqual(['ar', ARABIC.title])
  expect(read.text[0]?.split('\n')[0]).toBe(ARABIC.title)
  expect(text).toContain('تفتح المدارس مكتب استقبال.')
  expect(text).toContain('يلتقي الطلبان.')
  expect(text).toContain('Les écoles ouvrent une permanence.')
  expect(read.links.filter((link) => link !== 'inside')).toEqual(ARABIC.notes.flatMap(({ link }) => link ?? []))
})

describe('what somebody wrote is text and nothing else', () => {
  test('to the PDF: each attack is printed as it was written', async () => {
    const hostile = documentOf(ATTACKS, {
      title: ATTACKS[0],
      subtitle: ATTACKS[1],
      identifier: ATTACKS[2],
      date: { day: '2026-05-02', text: ATTACKS[3] },
    })
    const read = await readPdf(await pdf(hostile, { ...WORDS.fr, page: `#panic() {page}/{pages} ${ATTACKS[2]}` }))
    const squeezed = read.text.join('').replaceAll(/\s+/g, '')
    for (const attack of ATTACKS) expect(squeezed).toContain(attack.replaceAll(/\s+/g, ''))
    expect(read.title).toBe(ATTACKS[0])
    expect(read.links).toEqual([])
  })

  test('to the PDF, in every other field', async () => {
    const attack = ATTACKS[2]
    const note = {
      number: 1,
      text: attack,
      language: 'fr',
      speaker: attack,
      link: `https://hub.example/?q=${attack.replaceAll(/\s/g, '+')}`,
    }
    const hostile = documentOf([], {
      blocks: [
        { kind: 'heading', level: 1, text: attack },
        { kind: 'list', ordered: true, items: [[{ text: attack, language: 'fr', sources: [1] }]] },
        { kind: 'table', caption: attack, header: [attack], rows: [[attack]] },
      ],
      notes: [note],
    })
    const read = await readPdf(await pdf(hostile, { ...WORDS.fr, sources: attack, article: attack }))
    expect(read.text.join('').replaceAll(/\s+/g, '').split(attack.replaceAll(/\s+/g, '')).length - 1).toBe(8)
    expect(read.bookmarks.map(([, title]) => title)).toEqual([attack, attack])
  })

  test('controls of direction do not reach the paper', async () => {
    const read = await readPdf(await pdf(documentOf(['avant \u202egnp.exe\u202c après', 'deux \u2067ouvert'])))
    expect(plain(read.text.join('\n'))).toContain('avant gnp.exe après')
    expect(read.text.join('')).not.toMatch(/[\u202a-\u202e]/)
  })

  test('to the DOCX: no element of its own', async () => {
    const { bytes } = await printer.print('docx', documentOf(ATTACKS, { title: ATTACKS[4] }), WORDS.fr)
    const xml = partOf(bytes, 'word/document.xml')
    expect(xml).not.toContain('<w:t>other</w:t>')
    expect(xml).not.toContain('<script')
    expect(xml).toContain('&lt;/w:t&gt;&lt;/w:r&gt;')
  })
})

test('letters that no font has are told, and a sign stands in their place', async () => {
  const { bytes, missing, pages } = await printer.print('pdf', documentOf(['Selam ሰላም 😀 fin.']), WORDS.fr)
  expect([missing, pages]).toEqual([['ላ', 'ም', 'ሰ', '😀'], 1])
  expect((await readPdf(bytes)).text.join('')).toContain('Selam \ufffd\ufffd\ufffd \ufffd fin.')
})

describe('the report as DOCX', () => {
  test('has styles, endnotes, a header of its table, words for its picture, and links that lead somewhere', async () => {
    const { bytes } = await printer.print('docx', REPORT, WORDS.fr)
    const xml = partOf(bytes, 'word/document.xml')
    for (const style of ['Title', 'Subtitle', 'Heading1', 'Heading2', 'Heading3', 'Caption'])
      expect(xml).toContain(`<w:pStyle w:val="${style}"/>`)
    const defined = new Set([...partOf(bytes, 'word/styles.xml').matchAll(/w:styleId="(\w+)"/g)].map(([, id]) => id))
    const used = [...xml.matchAll(/<w:(?:pStyle|rStyle) w:val="(\w+)"/g)].map(([, id]) => id)
    expect(used.filter((id) => !defined.has(id))).toEqual([])
    expect([...xml.matchAll(/<w:endnoteReference w:id="(\d)"/g)].map(([, id]) => id)).toEqual(['1', '2', '3'])
    expect([...xml.matchAll(/NOTEREF source_(\d)/g)].map(([, id]) => id)).toEqual(['1', '3', '1', '1', '2'])
    // Named again, a source is raised like the first time; all are counted in figures, as in the PDF.
    expect(xml.match(/NOTEREF [^"]*"><w:r><w:rPr><w:rStyle w:val="EndnoteReference"\/>/g)?.length).toBe(5)
    for (const part of ['word/document.xml', 'word/settings.xml'])
      expect(partOf(bytes, part)).toContain('<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>')
    expect(partOf(bytes, 'word/endnotes.xml')).not.toMatch(/endnoteRef\/><\/w:r><w:r><w:separator/)
    expect([xml.match(/<w:tblHeader\/>/g)?.length, xml.includes('descr="Deux groupes, dont les avis se touchent."')]).toEqual([1, true])
    expect(xml).toMatch(/<w:rtl\/><w:lang w:bidi="ar"\/><\/w:rPr><w:t xml:space="preserve">\u200fنطلب أن/)
    const links = partOf(bytes, 'word/_rels/endnotes.xml.rels')
    expect([...links.matchAll(/Id="(\w+)"[^>]*Target="([^"]+)"/g)].map(([, id, target]) => [id, target])).toEqual([
      ['rIdLink1', 'https://hub.example/fr/summits/galway/2026'],
      ['rIdLink2', 'https://hub.example/ar/interventions?a=1&amp;b=2'],
    ])
    expect(partOf(bytes, 'word/endnotes.xml').match(/r:id="rIdLink[12]"/g)?.length).toBe(2)
  })

  test('names nothing that is not there, and no list of links is empty', async () => {
    const parts = unzipSync((await printer.print('docx', REPORT, WORDS.fr)).bytes)
    const lists = Object.keys(parts).filter((name) => name.endsWith('.rels'))
    expect(lists).toEqual(['_rels/.rels', 'word/_rels/document.xml.rels', 'word/_rels/endnotes.xml.rels'])
    for (const list of lists) {
      const inside = [...strFromU8(parts[list] ?? new Uint8Array()).matchAll(/Target="([^"]+)"( TargetMode="External")?/g)].filter(
        ([, , external]) => external === undefined,
      )
      const folder = list.startsWith('word/') ? 'word/' : ''
      expect(inside.map(([, target]) => `${folder}${target}`).filter((name) => parts[name] === undefined)).toEqual([])
    }
  })

  test('turns round in Arabic: paragraphs, runs, the table', async () => {
    const { bytes } = await printer.print('docx', ARABIC, WORDS.ar)
    const xml = partOf(bytes, 'word/document.xml')
    expect(xml).toContain('<w:bidiVisual/>')
    expect(xml).toMatch(/<w:pStyle w:val="Title"\/><w:bidi\/>/)
    expect(xml).toMatch(/<w:rPr><w:lang w:val="fr"\/><\/w:rPr><w:t xml:space="preserve">\u200eLes écoles ouvrent/)
    // A question in French keeps its number before it and its mark behind it.
    expect(xml).toMatch(/\u200e1\. [^<]*\u00a0\?\u200e<\/w:t>/)
    expect(partOf(bytes, 'word/styles.xml')).toContain('<w:lang w:bidi="ar"/>')
  })

  test('is the same, byte for byte', async () => {
    const { bytes } = await printer.print('docx', REPORT, WORDS.fr)
    await printer.print('docx', ARABIC, WORDS.ar)
    expect(Buffer.compare(bytes, (await printer.print('docx', REPORT, WORDS.fr)).bytes)).toBe(0)
    expect(partOf(bytes, 'docProps/core.xml')).toContain('>2026-05-02T00:00:00Z</dcterms:created>')
  })
})

describe('what cannot be printed is said in sentences', () => {
  const broken = { kind: 'figure', alt: 'Une image', picture: { type: 'png', width: 1, height: 1, data: 'bm90IGEgcGljdHVyZQ==' } } as const

  test('a document at fault, a picture that is none, one that is too large', async () => {
    const told = (document: Document) => printer.print('pdf', document, WORDS.fr).catch((error: unknown) => error)
    expect(await told({ ...REPORT, title: '' })).toEqual(new PrintFault('The document has no title.'))
    expect(await told(documentOf([], { blocks: [broken] }))).toEqual(
      new PrintFault('A picture of the document cannot be read: it is neither a whole PNG nor a whole JPEG.'),
    )
    const small = openPrinter({ ...LIMITS, characters: 100, pictures: 10 })
    await expect(small.print('pdf', REPORT, WORDS.fr)).rejects.toThrow(
      /^The document has \d+ characters, at most 100 can be printed\. The pictures of the document have \d+ characters of base64, at most 10 can be printed\.$/,
    )
  })

  test('one that takes too long or too much memory; the next is printed by a new thread, and so is one after a rest', async () => {
    const hurried = openPrinter({ ...LIMITS, seconds: 0.001 })
    await expect(hurried.print('pdf', REPORT, WORDS.fr)).rejects.toThrow('The document took longer than 0.001 seconds to print.')
    await hurried.stop()
    const narrow = openPrinter({ ...LIMITS, megabytes: 4 })
    await expect(narrow.print('docx', REPORT, WORDS.fr)).rejects.toThrow(
      'The printer stopped before the document was done; it may be too large.',
    )
    await narrow.stop()
    await printer.stop()
    expect((await printer.print('pdf', REPORT, WORDS.fr)).pages).toBe(2)
  })
})

function partOf(zip: Uint8Array, name: string): string {
  return strFromU8(unzipSync(zip)[name] ?? new Uint8Array())
}
