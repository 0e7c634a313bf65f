import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import type { HeldOffice, Told, WholeCard } from '../rules.ts'
import { FACETS, type Audience, type Facet } from '../tables.ts'

export type Settings = { readonly audience: Audience; readonly under18: boolean }

const UNDER_18 = 'under-18'
export const sealAge = (keys: Keys, person: string, under18: boolean): Buffer =>
  keys.seal('card', JSON.stringify({ person, age: under18 ? UNDER_18 : 'not-said' }))

/** What the identity chose; where it chose nothing, the narrowest. */
export async function settingsOf(db: Reader, keys: Keys, person: string): Promise<Settings> {
  return (await cardsOf(db, keys, [person])).get(person) ?? { audience: 'nobody', under18: false }
}

function isUnder18(keys: Keys, sealed: Buffer): boolean {
  const { age }: { age: string } = JSON.parse(keys.open('card', sealed))
  return age === UNDER_18
}

/** A multiple of this many letters: how long a sealed text is tells nothing of what it says. */
const SEALED_LENGTH = 1024

/** Whose it is goes under the seal too, so that a row moved to another person does not open. */
export const sealValues = (keys: Keys, person: string, facet: Facet, values: readonly string[]): Buffer => {
  const text = JSON.stringify({ person, facet, values })
  const bytes = Buffer.byteLength(text)
  return keys.seal('facet', text + ' '.repeat(Math.ceil(bytes / SEALED_LENGTH) * SEALED_LENGTH - bytes))
}

function openValues(keys: Keys, person: string, facet: Facet, sealed: Buffer): readonly string[] {
  const found: { person: string; facet: string; values: readonly string[] } = JSON.parse(keys.open('facet', sealed))
  if (found.person !== person || found.facet !== facet) throw new Error('a sealed facet lies beside the wrong person')
  return found.values
}

export type OwnFacet = Told & { readonly consent: string }

/** What an identity tells, in the order of the list. */
export async function facetsOf(db: Reader, keys: Keys, person: string): Promise<readonly OwnFacet[]> {
  const rows = await db
    .selectFrom('facet')
    .select(['facet', 'audience', 'value_sealed', 'consent_id'])
    .where('person_id', '=', person)
    .execute()
  return rows
    .toSorted((a, b) => FACETS.indexOf(a.facet) - FACETS.indexOf(b.facet))
    .map(({ facet, audience, value_sealed, consent_id }) => ({
      facet,
      audience,
      values: openValues(keys, person, facet, value_sealed),
      consent: consent_id,
    }))
}

const ROLES = ['steward', 'convener', 'moderator'] as const

async function officesOf(db: Reader, person: string, locale: string): Promise<readonly HeldOffice[]> {
  const { bodies } = await organisations.officesOf(db, [person])
  const cards = await organisations.bodyCards(db, bodies, locale)
  const held = await Promise.all(
    [...cards.values()].map(async ({ id, slug, name, language }) => {
      const standing = await organisations.standingOf(db, id, person)
      const roles = standing.steward ? ['steward'] : ROLES.filter((role) => standing[role])
      return { slug, body: name, language, roles }
    }),
  )
  const { compare } = new Intl.Collator(locale)
  return held.filter(({ roles }) => roles.length > 0).toSorted((a, b) => compare(a.body, b.body))
}

/** All of an identity, whoever looks; null where it is gone. Only `cardFor` says what of it may be shown. */
export async function wholeCard(db: Reader, keys: Keys, person: string, locale: string): Promise<WholeCard | null> {
  const name = (await people.nameOf(db, [person])).get(person)
  if (name === undefined) return null
  const { audience } = await settingsOf(db, keys, person)
  return { person, name, audience, facets: await facetsOf(db, keys, person), offices: await officesOf(db, person, locale) }
}

/** What these identities chose, read at once. */
export async function cardsOf(db: Reader, keys: Keys, persons: readonly string[]): Promise<ReadonlyMap<string, Settings>> {
  if (persons.length === 0) return new Map()
  const rows = await db
    .selectFrom('card')
    .select(['person_id', 'audience', 'age_sealed'])
    .where('person_id', 'in', [...new Set(persons)])
    .execute()
  return new Map(rows.map((row) => [row.person_id, { audience: row.audience, under18: isUnder18(keys, row.age_sealed) }]))
}

/** Which of these identities said that they are under 18. Never shown: for rooms that keep the young from harm. */
export async function youngAmong(db: Reader, keys: Keys, persons: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set([...(await cardsOf(db, keys, persons))].flatMap(([person, { under18 }]) => (under18 ? [person] : [])))
}

/** Whether whoever acts said so under any of their names. */
export async function isYoung(db: Reader, keys: Keys, { account, person }: Pick<Actor, 'account' | 'person'>): Promise<boolean> {
  const persons = account === null ? [] : await people.personsOf(db, account)
  return (await youngAmong(db, keys, person === null ? persons : [...persons, person])).size > 0
}
