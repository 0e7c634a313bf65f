import { filled, type Block, type Document, type Sentence, type Words } from './model.ts'

/** All that a reader of any form reads, a line for each block, without marks of any kind. */
export function textOf(document: Document, words: Words): string {
  const { title, subtitle, date, identifier, blocks, notes } = document
  const head = [title, ...(subtitle === undefined ? [] : [subtitle]), date.text, identifier]
  const sources = notes.map(({ number, speaker, text, link }) =>
    [`${number}.`, speaker, text, link].filter((part) => part !== null).join(' '),
  )
  return [...head, ...blocks.flatMap((block) => linesOf(block, words)), ...(notes.length === 0 ? [] : [words.sources, ...sources])].join(
    '\n',
  )
}

function linesOf(block: Block, words: Words): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text]
    case 'paragraph':
      return [joined(block.sentences)]
    case 'list':
      return block.items.map(joined)
    case 'article':
      return [filled(words.article, { number: block.number }), joined(block.sentences)]
    case 'table':
      return [block.caption, ...[block.header, ...block.rows].map((row) => row.join('\t'))]
    case 'figure':
      return [block.alt, ...(block.caption === undefined ? [] : [block.caption])]
    case 'page-break':
      return []
  }
}

const joined = (sentences: readonly Sentence[]): string => sentences.map(({ text }) => text).join(' ')
