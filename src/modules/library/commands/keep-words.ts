import type { z } from 'zod'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { no } from '../refusals.ts'
import { kept, MOST_MONTHS_LAW, plain, wordFaults } from '../rules.ts'
import type { EntryWords, Facts, Kind } from '../tables.ts'

/** What is missing is said beside its field; what comes back holds only what belongs to the kind. */
export function demandWords(kind: Kind, given: EntryWords): EntryWords {
  const words = kept(kind, given)
  const faults = wordFaults(kind, words)
  if (faults.length > 0)
    refuse(
      no('library.incomplete'),
      faults.map(({ key, most }) =>
        most === null
          ? { field: `words.${key}`, code: 'field.required', data: {} }
          : { field: `words.${key}`, code: 'field.too-long', data: { most } },
      ),
    )
  return words
}

export function demandMonths({ law, reviewMonths }: { readonly law: boolean; readonly reviewMonths: number }): void {
  if (law && reviewMonths > MOST_MONTHS_LAW)
    refuse(no('library.months-law'), [{ field: 'reviewMonths', code: 'library.months-law', data: {} }])
}

export type Subjects = { readonly topics: readonly string[]; readonly places: readonly string[]; readonly bodies: readonly string[] }

/** Topics, places and bodies that there are. */
export async function demandSubjects(db: Reader, given: Subjects): Promise<void> {
  const known = {
    topics: await topics.named(db, given.topics, 'en'),
    places: await places.named(db, given.places, 'en'),
    bodies: await organisations.bodyCards(db, given.bodies, 'en'),
  }
  for (const field of ['topics', 'places', 'bodies'] as const)
    if (given[field].some((one) => !known[field].has(one)))
      refuse(noFromHub('input.invalid', { field }), [{ field, code: 'field.invalid', data: {} }])
}

export async function putSubjects(tx: Tx, entry: string, given: Subjects): Promise<void> {
  await tx.deleteFrom('library_subject').where('entry_id', '=', entry).execute()
  const rows = (['topic', 'place', 'body'] as const).flatMap((sort) =>
    [...new Set(given[({ topic: 'topics', place: 'places', body: 'bodies' } as const)[sort]])].map((subject) => ({
      ...{ entry_id: entry, sort, subject },
    })),
  )
  if (rows.length > 0) await tx.insertInto('library_subject').values(rows).execute()
}

type Text = { readonly title: string; readonly summary: string; readonly words: EntryWords; readonly facts: Facts }
type Writing = { readonly version: number; readonly person: string | null; readonly now: Date }

export async function putVersion(tx: Tx, entry: string, text: Text, { version, person, now }: Writing): Promise<void> {
  const row = {
    ...{ title: text.title, summary: text.summary, words: JSON.stringify(text.words), facts: JSON.stringify(text.facts) },
    ...{ person_id: person, written_at: now },
  }
  await tx
    .insertInto('library_version')
    .values({ entry_id: entry, version, ...row })
    .onConflict((oc) => oc.columns(['entry_id', 'version']).doUpdateSet(row))
    .execute()
}

/** Made anew from all that everybody may read of it. */
export async function putFoundBy(tx: Tx, entry: string): Promise<void> {
  const shown = await tx
    .selectFrom('library_version')
    .innerJoin('library_entry', (join) =>
      join.onRef('library_entry.id', '=', 'library_version.entry_id').onRef('library_entry.shown', '=', 'library_version.version'),
    )
    .select(['library_version.title', 'library_version.summary', 'library_version.words'])
    .where('library_entry.id', '=', entry)
    .execute()
  const translated = await tx
    .selectFrom('library_translation')
    .select(['title', 'summary', 'words'])
    .where('entry_id', '=', entry)
    .execute()
  const all = [...shown, ...translated].map(({ title, summary, words }) => [title, summary, ...Object.values(words)].join(' '))
  await tx
    .updateTable('library_entry')
    .set({ found_by: plain(all.join(' ')) })
    .where('id', '=', entry)
    .execute()
}

/** A schema gives a map with gaps; what is kept has none. */
export const factsFrom = (given: z.infer<typeof import('../queries/shapes.ts').facts>): Facts => ({
  ...{ sources: given.sources, oldPhones: given.oldPhones, offline: given.offline },
  risks: Object.fromEntries(Object.entries(given.risks).flatMap(([code, risk]) => (risk === undefined ? [] : [[code, risk]]))),
})
