import { isCountry } from '#countries'
import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { languageTag } from '../../../core/language.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { hundredths, isZone, plainName, slugOf } from '../rules.ts'
import type { PlaceSort } from '../tables.ts'

const name = z.object({ language: languageTag, name: z.string().trim().min(1).max(80) })

export const townShape = z.object({
  country: z.string().refine(isCountry, 'field.invalid').describe('ISO 3166-1, two letters'),
  sort: z.enum(['town', 'region']).default('town'),
  zone: z.string().max(60).refine(isZone, 'field.no-such-zone').describe('A time zone: Europe/Dublin'),
  at: z
    .object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
    .nullable()
    .default(null),
  names: z.array(name).min(1).max(20).describe('The first of each language is what pages call it; the others are for finding it'),
})
export type Town = z.infer<typeof townShape>

// No route: whole lists come in by the command line.
export const importPlaces = command({
  name: 'places.import-places',
  summary: 'Load a list of towns and regions; those that there are, by country and address, get the new names, zone and position',
  input: z.object({ rows: z.array(townShape).min(1).max(20_000) }),
  output: z.object({ added: z.number().int(), changed: z.number().int() }),
  facts: async () => null,
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, now, outside }) {
    let added = 0
    for (const row of input.rows) {
      const slug = addressOf(row)
      const known = await tx.selectFrom('place').select('id').where('country', '=', row.country).where('slug', '=', slug).executeTakeFirst()
      if (known === undefined) added += 1
      await keepTown(tx, { ...row, id: known?.id ?? outside.uuid(), slug, owner: null, on: now.toISOString().slice(0, 10) })
    }
    return { added, changed: input.rows.length - added }
  },
  tell: ({ result }) => [{ kind: 'places.towns.imported', scope: THE_HUB, subject: THE_HUB, data: result, visibility: 'public' }],
})

/** By its English name where it has one, so that addresses can be read out; else by its first. */
export function addressOf({ names }: Pick<Town, 'names'>): string {
  const chosen = names.find(({ language }) => language === 'en') ?? names[0]
  return (chosen === undefined ? null : slugOf(chosen.name)) ?? refuse(no('place.no-address'))
}

type Kept = {
  readonly id: string
  readonly country: string
  readonly slug: string
  readonly sort: PlaceSort
  readonly zone: string
  readonly at: { readonly lat: number; readonly lon: number } | null
  readonly names: readonly { readonly language: string; readonly name: string }[]
  readonly owner: string | null
  readonly on: string
}

/** Writes a town with its names, in place of what was known of it. */
async function keepTown(tx: Tx, { id, country, slug, sort, zone, at, names, owner, on }: Kept): Promise<void> {
  const where = {
    latitude_hundredths: at === null ? null : hundredths(at.lat),
    longitude_hundredths: at === null ? null : hundredths(at.lon),
  }
  await tx
    .insertInto('place')
    .values({ id, country, slug, sort, zone, ...where, owner_body: owner, added_on: on })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sort, zone, ...where }))
    .execute()
  await tx.deleteFrom('place_name').where('place_id', '=', id).execute()
  const first = new Set<string>()
  for (const { language, name: text } of names) {
    const plain = sql<string>`unaccent(${plainName(text)}::text)`
    await tx
      .insertInto('place_name')
      .values({ place_id: id, language, name: text, plain, is_first: !first.has(language) })
      .onConflict((conflict) => conflict.columns(['place_id', 'language', 'plain']).doNothing())
      .execute()
    first.add(language)
  }
}

/** For rooms that let somebody add a town: they decide who may, in their own deed. Refused where the country has one of that address. */
export async function addTown(
  tx: Tx,
  town: Town,
  { id, owner, now }: { readonly id: string; readonly owner: string | null; readonly now: Date },
): Promise<{ readonly id: string; readonly country: string; readonly slug: string }> {
  const slug = addressOf(town)
  const known = await tx.selectFrom('place').select('id').where('country', '=', town.country).where('slug', '=', slug).executeTakeFirst()
  if (known !== undefined) return refuse(no('place.known'))
  await keepTown(tx, { ...town, id, slug, owner, on: now.toISOString().slice(0, 10) })
  return { id, country: town.country, slug }
}
