import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { FACETS, LONGEST, MOST, SORTS, UNVERIFIED, type Chosen, type Facet } from '../rules.ts'
import { ACCEPTS, MEMBERSHIPS } from '../tables.ts'
import { directoryOf, narrowed, wholeDirectory, type Listed } from './listing.ts'
import { bodyRef } from './shapes.ts'
import { holding } from './words.ts'

const card = z.object({
  id: z.uuid(),
  slug: z.string(),
  kind: z.enum(organisations.kinds),
  name: z.string(),
  language: z.string().describe('Of name and summary'),
  summary: z.string(),
  level: z.enum(organisations.levels).nullable().describe('How it is verified; null: it is not'),
  places: z.array(z.string()).describe('Where it works: countries by code, towns by id'),
  origins: z.array(z.string()),
  languages: z.array(z.string()),
  topics: z.array(z.string()),
  accepts: z.array(z.enum(ACCEPTS)),
  membership: z.enum(MEMBERSHIPS).nullable(),
  web: z.string().nullable(),
  contact: z.string().nullable().describe('An e-mail address of the body itself'),
  checkedOn: z.string().nullable().describe('The day on which somebody of the body last looked; null: nobody wrote an entry'),
})
export type Card = z.infer<typeof card>

export const cardOf = ({ id, slug, kind, name, language, summary, level, placeIds, topicKeys, entry, said, checkedOn }: Listed): Card => ({
  ...{ id, slug, kind, name, language, summary, level, places: [...placeIds] },
  ...{ origins: [...(entry?.origins ?? [])], languages: [...(said?.languages ?? [])], topics: [...topicKeys] },
  ...{ accepts: [...(entry?.accepts ?? [])], membership: entry?.membership ?? null },
  ...{ web: said?.web ?? null, contact: said?.contact ?? null, checkedOn },
})

const value = z.string().max(80).optional()

export const listDirectory = query({
  name: 'directory.list',
  summary: 'The bodies of this hub, narrowed down by what they say of themselves',
  route: 'GET /directory',
  input: z.object({
    ...{ kind: value, place: value, origin: value, language: value, topic: value, level: value, accepts: value },
    q: z.string().trim().max(LONGEST.query).default('').describe('Words in any language and script; the last may be the beginning of one'),
    sort: z.enum(SORTS).default('name'),
  }),
  output: z.array(card),
  async read(db, { input, actor: { locale }, now }) {
    const { sort, q, ...asked } = input
    return narrowed(await holding(db, await wholeDirectory(db, { locale, now }), q), chosenIn(asked), sort, locale).map(cardOf)
  },
})

const KNOWN: Partial<Record<Facet, readonly string[]>> = {
  kind: organisations.kinds,
  level: [...organisations.levels, UNVERIFIED],
  accepts: ACCEPTS,
}

/** What an address narrows down by; a value that no body can have narrows nothing down. */
export function chosenIn(asked: Readonly<Record<string, string | undefined>>): Chosen {
  return Object.fromEntries(
    FACETS.flatMap((facet) => {
      const value = asked[facet] ?? ''
      return value === '' || value.length > 80 || KNOWN[facet]?.includes(value) === false ? [] : [[facet, value]]
    }),
  )
}

export const readEntry = query({
  name: 'directory.entry',
  summary: 'What a body says of itself in the directory',
  route: 'GET /bodies/{body}/entry',
  input: z.object({ body: bodyRef }),
  output: card.extend({
    entry: z
      .object({
        language: z.string().describe('Of the words below'),
        hours: z.string().nullable(),
        postal: z.string().nullable().describe('Of a public office'),
        fields: z.record(z.string(), z.array(z.string()).max(MOST.items)).describe('What fits the kind of body'),
      })
      .nullable(),
  }),
  async read(db, { input, actor: { locale }, now }) {
    const body = (await organisations.bodyBySlug(db, input.body, locale)) ?? refuse(no('directory.body-missing'))
    const [listed] = (await directoryOf(db, [body], { locale, now })).bodies
    if (listed === undefined) return refuse(no('directory.body-missing'))
    const { entry } = listed
    return {
      ...cardOf(listed),
      entry:
        entry === null
          ? null
          : {
              ...{ language: entry.language, hours: entry.hours, postal: entry.postal },
              fields: Object.fromEntries(Object.entries(entry.fields).map(([key, values]) => [key, [...values]])),
            },
    }
  },
})
