import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document as Docx,
  EndnoteReferenceRun,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  SimpleField,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx'
import {
  articleLevels,
  directionOfParagraph,
  directionOfText,
  filled,
  OWN_SIGN,
  printableAll,
  type Block,
  type Direction,
  type Document,
  type Figure,
  type Note,
  type Sentence,
  type Table as TableBlock,
  type Words,
} from '#documents'
import { settledParts } from './docx-parts.ts'

const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4]
const QUIET = '5A6172'
/** The widest picture that fits between the margins, in pixels of Word (96 to the inch). */
const WIDEST = 600
const FONT = { ascii: 'Noto Sans', hAnsi: 'Noto Sans', eastAsia: 'Noto Sans', cs: 'Amiri' }

type Setting = { readonly document: Document; readonly words: Words; readonly cited: Set<number>; readonly lists: { count: number } }

/**
 * A DOCX with headings as styles, sources as endnotes, and the language and direction of each run. Equal documents give equal bytes. A source that is
 * named again is a reference to the number of its first note, so that it stands at the end once.
 */
export async function docxOf(given: Document, givenWords: Words): Promise<Uint8Array<ArrayBuffer>> {
  const { document, words } = printableAll({ document: given, words: givenWords })
  const setting: Setting = { document, words, cited: new Set(), lists: { count: 0 } }
  const levels = articleLevels(document.blocks)
  const blocks = document.blocks.flatMap((block, at) => blockOf(block, levels[at] ?? 1, setting))
  const sources = document.notes.length === 0 ? [] : [line(words.sources, { heading: HeadingLevel.HEADING_1 }, setting)]
  const made = new Docx({
    title: document.title,
    subject: document.subtitle ?? '',
    keywords: document.identifier,
    creator: '',
    lastModifiedBy: '',
    styles: stylesOf(document),
    numbering: numberingOf(setting.lists.count),
    endnotes: Object.fromEntries(document.notes.map((note) => [String(note.number), { children: [noteOf(note, setting)] }])),
    sections: [{ footers: { default: footerOf(setting) }, children: [...headOf(setting), ...blocks, ...sources] }],
  })
  return settledParts(await Packer.toBuffer(made), document)
}

const isRtl = (direction: Direction): boolean => direction === 'rtl'

/** Stand at both ends of what is written the other way round, so that its stops and marks stay on its sides in every program. */
const MARK = { ltr: '\u200e', rtl: '\u200f' }

function marked(text: string, around: Direction): string {
  const own = directionOfText(text, around)
  return own === around ? text : `${MARK[own]}${text}${MARK[own]}`
}

/** A run in its language and direction. Word takes the language of right-to-left runs from another field than that of the others. */
function run(text: string, language: string, { document }: Setting, more: IRunOptions = {}): TextRun {
  const rightToLeft = isRtl(directionOfText(text, document.direction))
  const tag = language === 'und' ? {} : { language: rightToLeft ? { bidirectional: language } : { value: language } }
  return new TextRun({ ...more, text: marked(text, document.direction), ...(rightToLeft ? { rightToLeft } : {}), ...tag })
}

function line(text: string, options: IParagraphOptions, setting: Setting, language = setting.document.language): Paragraph {
  return paragraph([run(text, language, setting)], setting.document.direction, options)
}

const paragraph = (children: readonly ParagraphChild[], direction: Direction, options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ ...options, bidirectional: isRtl(direction), children })

function headOf(setting: Setting): readonly Paragraph[] {
  const { title, subtitle, date, identifier } = setting.document
  return [
    line(title, { heading: HeadingLevel.TITLE }, setting),
    ...(subtitle === undefined ? [] : [line(subtitle, { style: 'Subtitle' }, setting)]),
    line(`${date.text} · ${identifier}`, { style: 'Facts' }, setting),
  ]
}

function blockOf(block: Block, level: number, setting: Setting): readonly (Paragraph | Table)[] {
  const { words, document, lists } = setting
  switch (block.kind) {
    case 'heading':
      return [line(block.text, { heading: headingOf(block.level) }, setting, block.language)]
    case 'paragraph':
      return [prose(block.sentences, setting)]
    case 'article':
      return [
        line(filled(words.article, { number: block.number }), { heading: headingOf(level) }, setting),
        prose(block.sentences, setting),
      ]
    case 'list': {
      // Each numbered list begins at 1, so each has a numbering of its own.
      if (block.ordered) lists.count += 1
      const reference = block.ordered ? `numbers-${lists.count}` : 'points'
      return block.items.map((item) => paragraph(sentencesOf(item, setting), document.direction, { numbering: { reference, level: 0 } }))
    }
    case 'table':
      return tableOf(block, setting)
    case 'figure':
      return figureOf(block, setting)
    case 'page-break':
      return [new Paragraph({ children: [new PageBreak()] })]
  }
}

const headingOf = (level: number) => LEVELS[level - 1] ?? HeadingLevel.HEADING_4

const prose = (sentences: readonly Sentence[], setting: Setting): Paragraph =>
  paragraph(sentencesOf(sentences, setting), directionOfParagraph(sentences, setting.document.direction))

function sentencesOf(sentences: readonly Sentence[], setting: Setting): readonly ParagraphChild[] {
  return sentences.flatMap(({ text, language, sources, own }, at) => [
    ...(at === 0 ? [] : [new TextRun(' ')]),
    run(text, language, setting),
    ...sources.map((number) => referenceTo(number, setting)),
    ...(own === true ? [run(` (${OWN_SIGN} ${setting.words.own})`, setting.document.language, setting, { style: 'OwnSentence' })] : []),
  ])
}

function referenceTo(number: number, { cited }: Setting): ParagraphChild {
  if (cited.has(number)) return new SimpleField(`NOTEREF source_${number} \\f \\h`, String(number))
  cited.add(number)
  return new Bookmark({ id: `source_${number}`, children: [new EndnoteReferenceRun(number)] })
}

function noteOf({ speaker, text, language, link }: Note, setting: Setting): Paragraph {
  const { document } = setting
  const parts = [
    ...(speaker === null ? [] : [run(speaker, 'und', setting, { bold: true, boldComplexScript: true }), new TextRun(' ·')]),
    run(text, language, setting),
    ...(link === null ? [] : [new ExternalHyperlink({ link, children: [new TextRun({ text: link, style: 'Hyperlink' })] })]),
  ]
  return paragraph(
    parts.flatMap((part, at) => [...(speaker !== null && at === 1 ? [] : [new TextRun(' ')]), part]),
    document.direction,
    { style: 'Note' },
  )
}

function tableOf({ caption, header, rows }: TableBlock, setting: Setting): readonly (Paragraph | Table)[] {
  const row = (cells: readonly string[], isHeader: boolean): TableRow =>
    new TableRow({
      tableHeader: isHeader,
      cantSplit: true,
      children: cells.map((text) => new TableCell({ children: [line(text, { style: isHeader ? 'TableHeader' : 'TableText' }, setting)] })),
    })
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const hairline = { style: BorderStyle.SINGLE, size: 4, color: 'D9D0C0' }
  const table = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    visuallyRightToLeft: isRtl(setting.document.direction),
    borders: { top: none, left: none, right: none, bottom: hairline, insideHorizontal: hairline, insideVertical: none },
    rows: [row(header, true), ...rows.map((cells) => row(cells, false))],
  })
  // Word joins two tables that touch.
  return [line(caption, { style: 'Caption', keepNext: true }, setting), table, new Paragraph({ style: 'TableText' })]
}

function figureOf({ alt, caption, picture }: Figure, setting: Setting): readonly Paragraph[] {
  const width = Math.min(picture.width, WIDEST)
  const image = new ImageRun({
    type: picture.type === 'png' ? 'png' : 'jpg',
    data: Buffer.from(picture.data, 'base64'),
    transformation: { width, height: Math.max(1, Math.round((picture.height * width) / picture.width)) },
    altText: { name: alt, title: alt, description: alt },
  })
  return [
    paragraph([image], setting.document.direction, { keepNext: caption !== undefined }),
    ...(caption === undefined ? [] : [line(caption, { style: 'Caption' }, setting)]),
  ]
}

/** "Page {page} of {pages}", with the identifier. */
function footerOf(setting: Setting): Footer {
  const { document, words } = setting
  const numbers = words.page.split(/(\{pages?\})/).map((part) => {
    if (part === '{page}') return new TextRun({ children: [PageNumber.CURRENT] })
    return part === '{pages}' ? new TextRun({ children: [PageNumber.TOTAL_PAGES] }) : run(part, document.language, setting)
  })
  return new Footer({
    children: [
      paragraph([run(document.identifier, 'und', setting), new TextRun(' · '), ...numbers], document.direction, { style: 'Footer' }),
    ],
  })
}

function numberingOf(lists: number) {
  const level = { level: 0, alignment: AlignmentType.START, style: { paragraph: { indent: { start: 460, hanging: 300 } } } }
  const numbers = Array.from({ length: lists }, (_, at) => ({
    reference: `numbers-${at + 1}`,
    levels: [{ ...level, format: LevelFormat.DECIMAL, text: '%1.' }],
  }))
  return { config: [{ reference: 'points', levels: [{ ...level, format: LevelFormat.BULLET, text: '•' }] }, ...numbers] }
}

function stylesOf({ language, direction }: Document) {
  const tags = isRtl(direction) ? { bidirectional: language } : { value: language }
  const heading = (size: number, color: string) => ({
    run: { font: FONT, size, sizeComplexScript: size + 4, bold: true, boldComplexScript: true, color },
    paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
  })
  const style = (id: string, name: string, size: number, color = QUIET) => ({
    ...{ id, name, basedOn: 'Normal', quickFormat: true },
    run: { size, sizeComplexScript: size + 3, color },
  })
  return {
    default: {
      document: {
        run: { font: FONT, size: 21, sizeComplexScript: 25, color: '1D2433', language: tags },
        paragraph: { spacing: { after: 140, line: 300 } },
      },
      title: heading(40, '1D2433'),
      heading1: heading(28, '0F4C5C'),
      heading2: heading(24, '1D2433'),
      heading3: heading(22, '1D2433'),
      heading4: heading(21, '1D2433'),
    },
    paragraphStyles: [
      style('Subtitle', 'Subtitle', 25),
      style('Facts', 'Facts', 19),
      style('Caption', 'caption', 19),
      style('Footer', 'footer', 17),
      style('TableText', 'Table text', 20, '1D2433'),
      { ...style('Note', 'Note', 19, '1D2433'), paragraph: { spacing: { after: 80 } } },
      { ...style('TableHeader', 'Table header', 20), run: { size: 20, bold: true, boldComplexScript: true } },
    ],
    characterStyles: [{ id: 'OwnSentence', name: 'Own sentence', basedOn: 'DefaultParagraphFont', run: { size: 17, color: QUIET } }],
  }
}
