import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { profiles } from '../../profiles/index.ts'
import type { Office } from '../tables.ts'
import type { Contribution } from './contribution-facts.ts'

/** Whose words, as far as the one who reads may know; `name` null: not attributed. */
export type Signature = {
  readonly name: string | null
  readonly pseudonym: boolean
  readonly body: { readonly name: string; readonly language: string; readonly path: string; readonly government: boolean } | null
  readonly office: Office | null
}

const NOBODY: Signature = { name: null, pseudonym: false, body: null, office: null }

/** Names are looked up for each reader anew; who has left or is hidden from them is like one who gave none. */
export async function signaturesOf(
  db: Reader,
  contributions: readonly Pick<Contribution, 'id' | 'person' | 'label' | 'body' | 'office'>[],
  actor: Actor,
): Promise<ReadonlyMap<string, Signature>> {
  const persons = contributions.flatMap(({ person }) => person ?? [])
  const names = persons.length === 0 ? new Map<string, string>() : await profiles.namesFor(db, actor, persons)
  const bodies = await organisations.bodyCards(
    db,
    contributions.flatMap(({ body }) => body ?? []),
    actor.locale,
  )
  return new Map(
    contributions.map(({ id, person, label, body, office }) => {
      if (label !== null) return [id, { ...NOBODY, name: label, pseudonym: true }]
      const card = body === null ? undefined : bodies.get(body)
      if (card === undefined) return [id, { ...NOBODY, name: names.get(person ?? '') ?? null }]
      const { name, language, slug, kind } = card
      return [id, { ...NOBODY, body: { name, language, path: `/bodies/${slug}`, government: organisations.speaksForState(kind) }, office }]
    }),
  )
}
