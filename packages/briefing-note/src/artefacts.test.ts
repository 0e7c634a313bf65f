/** What conversion, wrapping and typing do to a note must not change what is read from it. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contextAsMarkdown, decodeNote, LONGEST_NOTE, readBriefingNote, type BriefingNote, type Decided, type Part } from './index.ts'
import { plain } from './words.ts'

function noteOf(text: string, decided: Decided = {}): BriefingNote {
  const read = readBriefingNote(text, decided)
  if (!read.ok) throw new Error(`refused: ${read.code}`)
  return read.note
}

/** What is read, without where it stood. */
function parts({ uncertainties, pieces: _pieces, leftovers: _leftovers, ...note }: BriefingNote): object {
  return { ...note, asked: uncertainties.map(({ code, chosen }) => `${code} ${chosen}`) }
}

const PARAGRAPHS = [
  'Note d’information sur le Forum des rives',
  'Session 4 – Ce que les villes peuvent promettre',
  'Aperçu',
  'Les villes promettent beaucoup et répondent rarement. Cette note est inventée, et aucun forum des rives n’a jamais eu lieu nulle part.',
  'Portée de la session',
  'L’objectif de cette session est de dire ce qu’une petite ville peut tenir, avec trois personnes au bureau et peu d’argent en caisse.',
  'Les questions directrices sont les suivantes :',
  '- Que peut promettre une ville de trois mille personnes, et à qui doit-elle le dire en premier lieu ?',
  '- Qui répond quand le bureau est fermé ?',
  '- Comment montrer ce qui a été tenu, sans faire honte à ceux qui ont essayé et qui n’ont pas pu ?',
  'Méthodologie',
  'La session s’ouvrira avec un mot de l’hôte. Elle se terminera par un tour de table où chacun dit une chose, et une seule.',
  'Au plaisir de vous rencontrer.',
  'Ville de Rive-Haute',
]
const spaced = (paragraphs: readonly string[], gap = '\n\n'): string =>
  paragraphs.reduce((text, paragraph, index) => {
    const inList = paragraph.startsWith('- ') && paragraphs[index - 1]?.startsWith('- ') === true
    return text === '' ? paragraph : `${text}${inList ? '\n' : gap}${paragraph}`
  }, '')
const PLAIN = spaced(PARAGRAPHS)

/** Broken greedily, as mail programs do; the lines of an item after its first hang under it where `hanging` says so. */
function wrapped(paragraph: string, width: number, hanging: boolean): string {
  const lines: string[] = []
  const indent = hanging && paragraph.startsWith('- ') ? '  ' : ''
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(last === undefined ? word : indent + word)
  }
  return lines.join('\n')
}

describe('the same note in other clothes', () => {
  const read = parts(noteOf(PLAIN))

  test('is read as it should be', () => {
    expect(read).toMatchObject({
      sessionNumber: 4,
      title: 'Ce que les villes peuvent promettre',
      host: 'Ville de Rive-Haute',
      language: 'fr',
    })
    expect(noteOf(PLAIN).guidingQuestions).toEqual(PARAGRAPHS.filter((text) => text.startsWith('- ')).map((text) => text.slice(2)))
  })

  test('wrapped at any width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 110 }), fc.boolean(), (width, hanging) => {
        expect(parts(noteOf(spaced(PARAGRAPHS.map((paragraph) => wrapped(paragraph, width, hanging)))))).toEqual(read)
      }),
      { numRuns: 122 },
    )
  })

  test('with other line ends, a byte order mark, and whitespace where it says nothing', () => {
    const end = fc.constantFrom('\n', '\r\n', '\r')
    const stray = fc.array(fc.constantFrom('', ' ', '   ', '\t', '\u00a0'), { minLength: PARAGRAPHS.length, maxLength: PARAGRAPHS.length })
    const gaps = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: PARAGRAPHS.length, maxLength: PARAGRAPHS.length })
    fc.assert(
      fc.property(end, stray, gaps, fc.boolean(), (lineEnd, strays, sizes, mark) => {
        const text = PARAGRAPHS.map((paragraph, index) => `${paragraph}${strays[index]}${lineEnd.repeat(sizes[index] ?? 2)}`).join('')
        expect(parts(noteOf(`${mark ? '\ufeff' : ''}${lineEnd}${text}`))).toEqual(read)
      }),
    )
  })

  test.each([
    ['soft hyphens', PLAIN.replaceAll('villes', 'vil\u00adles'), PLAIN],
    ['a soft hyphen at the end of a line', PLAIN.replace('promettent', 'promet\u00ad\ntent'), PLAIN],
    ['a zero-width space', PLAIN.replaceAll(' ', ' \u200b'), PLAIN],
    ['bullets •', PLAIN.replaceAll('- ', '•\t'), PLAIN],
    ['bullets without a space', PLAIN.replaceAll('\n- ', '\n•'), PLAIN],
    ['bullets –', PLAIN.replaceAll('\n- ', '\n– '), PLAIN],
    ['bullets *', PLAIN.replaceAll('\n- ', '\n  * '), PLAIN],
    ['letters', PLAIN.replaceAll('\n- ', '\na) '), PLAIN],
    ['numbers with brackets', PLAIN.replaceAll('\n- ', '\n(2) '), PLAIN],
    ['numbered questions', PLAIN.replaceAll('\n- ', '\nQ1. '), PLAIN],
    ['a list with empty lines', PLAIN.replaceAll('\n- ', '\n\n- '), PLAIN],
    ['questions without bullets', PLAIN.replaceAll('\n- ', '\n\n'), PLAIN],
    ['headings in capitals', PLAIN.replace('Aperçu', 'APERÇU').replace('Portée de la session', 'PORTEE DE LA SESSION'), PLAIN],
    ['headings with a colon', PLAIN.replace('Aperçu', 'Aperçu :').replace('Méthodologie', 'Méthodologie\u00a0:'), PLAIN],
    ['headings of Markdown', PLAIN.replace('Aperçu', '## Aperçu').replace('Méthodologie', '**Méthodologie**'), PLAIN],
    ['numbered headings', PLAIN.replace('Aperçu', '1. Aperçu').replace('Méthodologie', 'III) Méthodologie'), PLAIN],
    [
      'headings on the line of their text',
      PLAIN.replace('Aperçu\n\n', 'Aperçu : ').replace('Méthodologie\n\n', '**Méthodologie :** '),
      PLAIN,
    ],
    ['no empty lines', PARAGRAPHS.join('\n'), PLAIN],
    ['rules of dashes', PLAIN.replace('Portée', '-----\nPortée'), PLAIN],
    ['bullets of a word processor’s own font', PLAIN.replaceAll('\n- ', '\n\uf0b7 '), PLAIN],
    ['accents beside their letters', PLAIN.normalize('NFD'), PLAIN],
    ['a mail that was passed on', PLAIN.replaceAll(/^/gm, '> '), PLAIN],
    [
      'heads of pages with their number',
      PLAIN.replace('Portée', '1 | Note d’information sur le Forum des rives\n\nPortée').replace(
        'Méthodologie',
        'Note d’information sur le Forum des rives – 2\n\nMéthodologie',
      ),
      PLAIN,
    ],
    ['numbers of pages', PLAIN.replace('Portée', '- 1 -\n\fPortée'), PLAIN],
  ])('%s', (_, text, same) => {
    const { host, closing, ...rest } = noteOf(text)
    const { host: sameHost, closing: sameClosing, ...sameRest } = noteOf(same)
    expect([host, closing]).toEqual([sameHost, sameClosing])
    expect(rest.guidingQuestions).toEqual(sameRest.guidingQuestions)
    expect([rest.title, rest.sessionNumber, rest.event]).toEqual([sameRest.title, sameRest.sessionNumber, sameRest.event])
    expect([rest.overview, rest.scope, rest.lead, rest.method]).toEqual([sameRest.overview, sameRest.scope, sameRest.lead, sameRest.method])
    expect(rest.context).toEqual(sameRest.context)
  })

  test.each([
    ['XXI^e siècle', 'XXIᵉ siècle'],
    ['XXI^{e} siècle', 'XXIᵉ siècle'],
    ['XXI^(e) siècle', 'XXIᵉ siècle'],
    ['XXI^e^ siècle', 'XXIᵉ siècle'],
    ['the 3^rd day', 'the 3ʳᵈ day'],
    ['10 km^2 of land', '10 km² of land'],
    ['x ^ y and a^quick', 'x ^ y and a^quick'],
  ])('%s', (written, shown) => {
    expect(noteOf(`${PLAIN}\n\nIci, ${written} sont passés.`).pieces.at(-1)?.text).toBe(`Ici, ${shown} sont passés.`)
  })

  test('a word that was cut by a hyphen is asked about, unless the note has it elsewhere', () => {
    const text = [
      'La plate-forme existe, la commune le sait ; sur cette plate-',
      'forme on se parle. La com-',
      'mune aussi, comme une bibli-',
      'othèque.',
    ].join('\n')
    const note = noteOf(text)
    expect(note.uncertainties.filter(({ code }) => code === 'hyphen').map(({ text: word }) => word)).toEqual(['bibli-othèque'])
    const said = note.pieces.map(({ text: words }) => words).join('\n')
    expect(said).toContain('sur cette plate-forme on')
    expect(said).toContain('La commune aussi')
    expect(said).toContain('une bibliothèque.')
  })
})

describe('what is no note', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['whitespace', ' \n\t\u00a0\n', 'empty'],
    ['no word', '--- *** 1 2 3', 'not-text'],
    ['a zip', 'PK\u0003\u0004\u0014\u0000\u0006\u0000word', 'not-text'],
    ['control characters', '\u0001\u0002\u0003\u0004 some words', 'not-text'],
    ['what no encoding explains', '\ufffd\ufffd\ufffd\ufffd some words', 'not-text'],
    ['a book', 'mot '.repeat(LONGEST_NOTE / 4 + 1), 'too-long'],
  ])('%s', (_, text, code) => {
    expect(readBriefingNote(text)).toEqual({ ok: false, code })
  })

  test('encodings: what can be read is', () => {
    const utf16 = new Uint8Array([0xff, 0xfe, 0x41, 0x00, 0x70, 0x00, 0x65, 0x00, 0x72, 0x00, 0xe7, 0x00, 0x75, 0x00])
    expect(decodeNote(utf16)).toBe('Aperçu')
    expect(decodeNote(new TextEncoder().encode('\ufeffنظرة عامة'))).toBe('نظرة عامة')
    expect(decodeNote(new Uint8Array([0x41, 0x70, 0x65, 0x72, 0xe7, 0x75]))).toBe('Aperçu')
    expect(decodeNote(new Uint8Array([0x93, 0x9c, 0x75, 0x76, 0x72, 0x65, 0x94, 0x20, 0x96, 0x85]))).toBe('“œuvre” –…')
    expect(decodeNote(new Uint8Array([0xcd, 0xe6, 0xc7, 0xd1]))).toBe('حوار')
    expect(decodeNote(new Uint8Array([0x50, 0x4b, 0x03, 0x00, 0xff]))).toBeNull()
  })
})

describe('nothing is lost', () => {
  const letters = (text: string): string[] => [...plain(text).replaceAll(/[^\p{L}\p{N}]/gu, '')].toSorted()
  const pieceOfText = fc.constantFrom(
    ...PARAGRAPHS,
    'Host: Town of Inverbrae',
    '# Digital bridges',
    'SESSION TWO: A TITLE IN CAPITALS',
    '- an item',
    'o an item',
    '1. Objective: to agree',
    'Page 2 of 5',
    'الأسئلة التوجيهية:',
    'كيف نجيب؟',
    'and a half that was cut',
    'We look forward to seeing you.',
    'a^e b\u00adc',
  )
  const anything = fc.string({ unit: 'grapheme', maxLength: 80 })
  const text = fc
    .array(fc.tuple(fc.oneof(pieceOfText, anything), fc.constantFrom('\n', '\n\n', ' ', '\r\n\r\n', '\f')), { minLength: 1, maxLength: 30 })
    .map((pairs) => pairs.map(([piece, gap]) => piece + gap).join(''))

  test('each letter of any text is in exactly one piece, and each piece in the part that it names', () => {
    fc.assert(
      fc.property(text, (written) => {
        const read = readBriefingNote(written)
        if (!read.ok) return
        const { pieces, ...note } = read.note
        expect(letters(pieces.map(({ marker, text: words }) => `${marker} ${words}`).join(' '))).toEqual(letters(written))
        expect(new Set(pieces.map(({ id }) => id)).size).toBe(pieces.length)
        const shown: Partial<Record<Part, string>> = {
          ...note,
          context: contextAsMarkdown(note.context),
          questions: note.guidingQuestions.join('\n'),
          leftover: note.leftovers.join('\n'),
        }
        // A heading that only names its part is said by the part; the label of a session by its number.
        for (const { part, text: words, kind, names } of pieces) {
          if ((kind === 'heading' && names === part) || part === 'title') continue
          expect(shown[part]).toContain(words)
        }
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['Session 2/5: Roads', 'Roads', 2, ['session-number yes']],
    ['Panel II – Roads', 'Roads', 2, ['session-number yes']],
    ['Séance n° 3 : Les routes', 'Les routes', 3, []],
    ['Session 7\n\nRoads', 'Roads', 7, []],
    ['Roads\n\nWorld Forum on Roads', 'Roads', null, ['title title']],
    ['World Forum on Roads\nLisbon, 4 May\n\nSession 1 – Roads', 'Roads', 1, ['part event']],
    ['الجلسة ٦: الطرق', 'الطرق', 6, []],
    ['Roads', 'Roads', null, []],
  ])('the title %j', (title, shown, number, asked) => {
    const note = noteOf(
      `${title}\n\nOverview\n\nRoads go both ways, and that is all that this invented note of ours has to say about them.`,
    )
    expect([note.title, note.sessionNumber]).toEqual([shown, number])
    expect(note.uncertainties.filter(({ code }) => code !== 'language').map(({ code, chosen }) => `${code} ${chosen}`)).toEqual(asked)
  })

  test.each([
    ['Hosted by: Town of Inverbrae', 'Town of Inverbrae'],
    ['Organisateur : Ville de Rive-Haute', 'Ville de Rive-Haute'],
    ['Host and venue\n\nTown of Inverbrae\nThe hall', 'Town of Inverbrae\nThe hall'],
    ['الجهة المضيفة: بلدية إنفربري', 'بلدية إنفربري'],
  ])('the host %j, above the text and below it', (host, shown) => {
    const text = 'Overview\n\nRoads go both ways, and that is all that this invented note of ours has to say about them.'
    expect(noteOf(`Session 1 – Roads\n\n${text}\n\n${host}`).host).toBe(shown)
    if (!host.includes('\n')) expect(noteOf(`Session 1 – Roads\n${host}\n\n${text}`)).toMatchObject({ host: shown, title: 'Roads' })
  })

  test('a very long note is read in reasonable time', () => {
    const long = `${PLAIN}\n\n${'Une phrase de plus, qui ne dit rien de neuf. '.repeat(20)}\n\n`.repeat(100).slice(0, LONGEST_NOTE)
    const began = performance.now()
    expect(noteOf(long).pieces.length).toBeGreaterThan(500)
    expect(performance.now() - began).toBeLessThan(4000)
  })

  test.each([
    ['spaces', `# a${' '.repeat(LONGEST_NOTE - 4)}b`],
    ['hashes', `# a${'#'.repeat(LONGEST_NOTE - 4)}b`],
  ])('a line of %s that looks like a heading is read in no time', (_, line) => {
    const began = performance.now()
    readBriefingNote(line)
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test('a note without headings', () => {
    const bare = noteOf(spaced(PARAGRAPHS.filter((_, index) => ![2, 4, 10].includes(index))))
    expect(bare.overview).toBe(PARAGRAPHS[3])
    expect(bare.scope).toBe(PARAGRAPHS[5])
    expect(bare.method).toBe(PARAGRAPHS[11])
    expect(bare.guidingQuestions).toHaveLength(3)
    expect(bare.uncertainties.map(({ code, chosen }) => `${code} ${chosen}`)).toEqual([
      'part scope',
      'part method',
      'closing closing',
      'host host',
    ])
  })

  test('the invented English note keeps the order of its text', () => {
    const english = readFileSync(resolve(import.meta.dirname, '../vectors/bridges.en.txt'), 'utf8')
    const { pieces } = noteOf(english)
    expect(pieces.map(({ at }) => at)).toEqual(pieces.map(({ at }) => at).toSorted((one, other) => one - other))
  })
})
