import { merged } from '../rules.ts'
import type { Sentence } from '../tables.ts'
import type { Fresh } from './compiled.ts'
import type { Section } from './parts.ts'

/** A part without a number is new. */
export type Arranged = Omit<Section, 'number' | 'position' | 'revision' | 'follows'> & { readonly number: number | null }

const arranged = ({ origin, level, heading, headingLanguage }: Fresh, sentences: readonly Sentence[]): Arranged => ({
  ...{ number: null, kind: 'part', origin, level, heading, headingLanguage, sentences, dropped: [] },
})

/**
 * What is there together with what the hub makes now. Parts stay where they were moved to; one that is new comes behind the one that it follows; one that
 * holds nothing any more, and that the hub would not make again, goes.
 */
export function renewed(existing: readonly Section[], fresh: readonly Fresh[]): readonly Arranged[] {
  const made = new Map(fresh.map((one) => [one.origin, one]))
  const all: Arranged[] = existing.flatMap((section): Arranged[] => {
    if (section.origin === null) return [section]
    const now = made.get(section.origin)
    const sentences = merged(section.sentences, { fresh: now?.sentences ?? [], dropped: section.dropped })
    return now === undefined && sentences.length === 0 ? [] : [{ ...section, sentences }]
  })
  for (const [at, one] of fresh.entries()) {
    if (all.some(({ origin }) => origin === one.origin)) continue
    const before = fresh[at - 1]?.origin
    const place = before === undefined ? -1 : all.findIndex(({ origin }) => origin === before)
    all.splice(place + 1, 0, arranged(one, one.sentences))
  }
  return all
}

export const begun = (fresh: readonly Fresh[]): readonly Arranged[] => fresh.map((one) => arranged(one, one.sentences))

/**
 * The same in another language: what the hub makes it makes in that one, quotations stay as they were said, and what an editor wrote stands there to be
 * translated, in the language in which it is.
 */
export function inLanguage(original: readonly Section[], fresh: readonly Fresh[]): readonly Section[] {
  const made = new Map(fresh.map((one) => [one.origin, one]))
  const sentences = new Map(fresh.flatMap((part) => part.sentences.map((one) => [one.key, one] as const)))
  return original.map((section) => {
    const now = section.origin === null ? undefined : made.get(section.origin)
    const renamed = now === undefined ? {} : { heading: now.heading, headingLanguage: now.headingLanguage }
    return {
      ...section,
      ...renamed,
      sentences: section.sentences.map((one) => {
        const own = one.by === 'hub' && one.key !== null ? sentences.get(one.key) : undefined
        return own === undefined ? one : { ...own, id: one.id }
      }),
    }
  })
}
