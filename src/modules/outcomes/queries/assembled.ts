import { inOrderOfCitation, sentencesOf, type Block, type Document, type Note, type Sentence as Printed, type Words } from '#documents'
import { keyOf, type Source } from '../../../core/citable.ts'
import { isolated, quoted, sortInWords, untranslatedIn, type Voice } from '../rules.ts'
import type { Cited, Sentence } from '../tables.ts'
import type { Place, Version } from './documents.ts'
import type { Section } from './parts.ts'
import type { Found } from './standing.ts'

/** What each form prints itself. */
export const wordsIn = (say: Voice): Words => {
  return {
    sources: say('outcome.words.sources'),
    own: say('outcome.words.own'),
    page: say('outcome.words.page', { page: '{page}', pages: '{pages}' }),
    article: say('outcome.words.article', { number: '{number}' }),
    source: say('outcome.words.source', { number: '{number}' }),
    back: say('outcome.words.back', { number: '{number}' }),
  }
}

export type Written = { readonly version: Version; readonly original: string; readonly sections: readonly Section[] }
/** `number`: the version that it would be. `hub`: its public address. */
type About = {
  readonly place: Pick<Place, 'edition' | 'path'>
  readonly number: number
  readonly now: Date
  readonly hub: string
  readonly say: Voice
}

/** A document and what each of its notes stands for, in their order. */
export type Assembled = { readonly document: Document; readonly notes: readonly Cited[] }

/** What is written, as every form shows it: each sentence with its sources, the editor's own marked, notes in the order in which the text names them. */
export function assembled({ version, original, sections }: Written, found: Found, about: About): Assembled {
  const { place, number, now, hub, say } = about
  const cited = [
    ...new Map(sections.flatMap(({ sentences }) => sentences).flatMap(({ sources }) => sources.map((one) => [keyOf(one), one]))),
  ]
  const numbers = new Map(cited.map(([key], at) => [key, at + 1]))
  const loose: Document = {
    language: version.language,
    direction: say.dir,
    title: version.title,
    subtitle: subtitleIn(say, { version, original, edition: place.edition.name, number, untranslated: untranslatedIn(sections, version) }),
    date: { day: now.toISOString().slice(0, 10), text: say.day(now, 'UTC') },
    identifier: `${nameOf(place.path)}-${number}`,
    blocks: blocksOf(sections, { numbers, found }),
    notes: cited.map(([key, one], at) => noteOf(say, one, { number: at + 1, source: found.get(key), hub })),
  }
  const document = inOrderOfCitation(loose)
  const order = [...new Set(sentencesOf(loose).flatMap(({ sources }) => sources))]
  return { document, notes: order.flatMap((old) => cited[old - 1]?.[1] ?? []) }
}

/** The address as a name for files: summits/global/2026/report -> global-2026-report. */
export const nameOf = (path: string): string => path.split('/').slice(2).join('-')

type Subtitle = {
  readonly version: Version
  readonly original: string
  readonly edition: string
  readonly number: number
  readonly untranslated: number
}

function subtitleIn(say: Voice, { version, original, edition, number, untranslated }: Subtitle): string {
  const { translator, translatorName } = version
  const first = say('outcome.subtitle', versionData(say, { title: version.title, edition, number }))
  if (translator === null) return first
  const name = isolated(translatorName, say.dir)
  const by = say('outcome.subtitle.translation', {
    from: say.language(original),
    translator,
    named: translatorName === '' ? 'no' : 'yes',
    name,
  })
  return [first, by, ...(untranslated === 0 ? [] : [say('outcome.counts.untranslated', { count: untranslated })])].join(' · ')
}

/** Which version of what it is; a title that names the edition says the latter. */
export const versionData = (
  say: Voice,
  { title, edition, number }: { readonly title: string; readonly edition: string; readonly number: number },
) => ({
  ...{ named: title.includes(edition) ? 'yes' : 'no', edition: isolated(edition, say.dir), number },
})

type Around = { readonly numbers: ReadonlyMap<string, number>; readonly found: Found }

function blocksOf(sections: readonly Section[], around: Around): readonly Block[] {
  let article = 0
  let level = 0
  return sections.flatMap((section): readonly Block[] => {
    if (section.kind === 'article') {
      article += 1
      return [{ kind: 'article', number: article, sentences: section.sentences.map((one) => printed(one, around)) }]
    }
    // A part of the lowest level that holds nothing (any more) is not announced.
    if (section.level === 3 && section.sentences.length === 0) return []
    level = Math.min(section.level, level + 1)
    const heading: Block = {
      kind: 'heading',
      level: level === 1 ? 1 : level === 2 ? 2 : 3,
      text: section.heading,
      language: section.headingLanguage,
    }
    return [...(section.heading === '' ? [] : [heading]), ...proseOf(section.sentences, around)]
  })
}

/** Quotations that follow one another are a list; what stands between them is prose. */
function proseOf(sentences: readonly Sentence[], around: Around): readonly Block[] {
  const runs: { readonly quote: boolean; readonly sentences: Printed[] }[] = []
  for (const one of sentences) {
    const last = runs.at(-1)
    if (last?.quote === one.quote) last.sentences.push(printed(one, around))
    else runs.push({ quote: one.quote, sentences: [printed(one, around)] })
  }
  return runs.map((run): Block =>
    run.quote
      ? { kind: 'list', ordered: false, items: run.sentences.map((one) => [one]) }
      : { kind: 'paragraph', sentences: run.sentences },
  )
}

function printed(one: Sentence, { numbers, found }: Around): Printed {
  const sources = [...new Set(one.sources.flatMap((source) => numbers.get(keyOf(source)) ?? []))]
  const text = one.quote ? quoted(one, speakerOf(one, found)) : one.text
  return { text, language: one.language, sources, ...(sources.length === 0 ? { own: true as const } : {}) }
}

function speakerOf({ sources }: Sentence, found: Found): string | null {
  const [first] = sources
  return first === undefined ? null : (found.get(keyOf(first))?.speaker ?? null)
}

type Noted = { readonly number: number; readonly source: Source | undefined; readonly hub: string }

function noteOf(say: Voice, { sort, version }: Cited, { number, source, hub }: Noted): Note {
  return {
    number,
    text: say('outcome.note', { sort: sortInWords(say, sort), version }),
    language: say.locale,
    speaker: source?.speaker ?? null,
    link: source === undefined ? null : `${hub}/${say.locale}${source.path}`,
  }
}
