import type { Child } from 'hono/jsx'
import {
  articleLevels,
  directionOfParagraph,
  filled,
  OWN_SIGN,
  printable,
  type Block,
  type Document,
  type Note,
  type Sentence,
  type Words,
} from '#documents'
import { InLanguage } from './layout.tsx'

type Shown = {
  readonly document: Document
  readonly words: Words
  /** How often each note was named so far: the first place is the one that its note leads back to. */
  readonly named: Map<number, number>
}

/**
 * A document as the content of a page: each sentence in its language with links to its sources, and the sources with links back. The page's own frame
 * stands around it, and has no other `h1`.
 */
export function DocumentText({ document, words }: { readonly document: Document; readonly words: Words }) {
  const shown: Shown = { document, words, named: new Map() }
  const levels = articleLevels(document.blocks)
  return (
    <article class="document" lang={document.language} dir={document.direction}>
      <header>
        <h1>{printable(document.title)}</h1>
        {document.subtitle === undefined ? null : <p class="lead">{printable(document.subtitle)}</p>}
        <p class="quiet">
          <time datetime={document.date.day}>{printable(document.date.text)}</time> · <bdi>{printable(document.identifier)}</bdi>
        </p>
      </header>
      {document.blocks.map((block, at) => blockOf(block, levels[at] ?? 1, shown))}
      {document.notes.length === 0 ? null : <Sources {...shown} />}
    </article>
  )
}

function blockOf(block: Block, level: number, shown: Shown): Child {
  switch (block.kind) {
    case 'heading':
      return (
        <Headed level={block.level}>{block.language === undefined ? printable(block.text) : inLanguage(block.text, block.language)}</Headed>
      )
    case 'paragraph':
      return <Prose sentences={block.sentences} shown={shown} />
    case 'article':
      return (
        <section class="article">
          <Headed level={level}>{filled(shown.words.article, { number: block.number })}</Headed>
          <Prose sentences={block.sentences} shown={shown} />
        </section>
      )
    case 'list': {
      const items = block.items.map((item) => <li>{sentencesOf(item, shown)}</li>)
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'table':
      return <Tabled {...block} />
    case 'figure':
      return (
        <figure>
          <img
            src={`data:image/${block.picture.type};base64,${block.picture.data}`}
            alt={printable(block.alt)}
            width={block.picture.width}
            height={block.picture.height}
          />
          {block.caption === undefined ? null : <figcaption>{printable(block.caption)}</figcaption>}
        </figure>
      )
    case 'page-break':
      return <div class="page-break" />
  }
}

/** The title is the only `h1`, so that the first level of headings is the second of the page. */
function Headed({ level, children }: { level: number; children?: Child }) {
  const Tag = (['h2', 'h3', 'h4', 'h5'] as const)[level - 1] ?? 'h5'
  return <Tag>{children}</Tag>
}

const inLanguage = (text: string, language: string): Child => <InLanguage language={language}>{printable(text)}</InLanguage>

function Prose({ sentences, shown }: { sentences: readonly Sentence[]; shown: Shown }) {
  const { direction } = shown.document
  const own = directionOfParagraph(sentences, direction)
  return <p dir={own === direction ? undefined : own}>{sentencesOf(sentences, shown)}</p>
}

function sentencesOf(sentences: readonly Sentence[], shown: Shown): Child {
  return sentences.map(({ text, language, sources, own }, at) => (
    <>
      {at === 0 ? null : ' '}
      {inLanguage(text, language)}
      {sources.map((number) => (
        <Mark number={number} shown={shown} />
      ))}
      {own === true ? (
        <small class="own">
          {' '}
          (<span aria-hidden="true">{OWN_SIGN}</span> {shown.words.own})
        </small>
      ) : null}
    </>
  ))
}

function Mark({ number, shown }: { number: number; shown: Shown }) {
  const times = (shown.named.get(number) ?? 0) + 1
  shown.named.set(number, times)
  return (
    <sup>
      <a id={times === 1 ? `source-${number}` : undefined} href={`#note-${number}`} aria-label={filled(shown.words.source, { number })}>
        {number}
      </a>
    </sup>
  )
}

function Tabled({ caption, header, rows }: Extract<Block, { kind: 'table' }>) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={printable(caption)}>
      <table>
        <caption>{printable(caption)}</caption>
        <thead>
          <tr>
            {header.map((cell) => (
              <th scope="col">{printable(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{printable(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Sources({ document, words }: Shown) {
  return (
    <section class="sources">
      <h2>{words.sources}</h2>
      <ol>
        {document.notes.map((note) => (
          <Source note={note} words={words} />
        ))}
      </ol>
    </section>
  )
}

function Source({ note, words }: { note: Note; words: Words }) {
  const { number, speaker, text, language, link } = note
  return (
    <li id={`note-${number}`} value={number}>
      {speaker === null ? null : (
        <>
          <bdi>
            <strong>{printable(speaker)}</strong>
          </bdi>
          {' · '}
        </>
      )}
      {inLanguage(text, language)}{' '}
      {link === null ? null : (
        <>
          <a href={link}>
            <bdi>{link}</bdi>
          </a>{' '}
        </>
      )}
      <a href={`#source-${number}`} aria-label={filled(words.back, { number })}>
        ↑
      </a>
    </li>
  )
}
